import { done, useCase } from '#lib/use-case.ts';
import { closeRequest } from './close-request.ts';
import { decidedAlready, locateRequest, takeRequest } from './locate-request.ts';
import { type RequestWithMessagesView, viewWhole } from './request-view.ts';

/** Withdraws a request of one's team. Answers `not-found`, `forbidden`, `conflict` when it was decided. */
export const withdrawRequest = useCase<{ id: string }, RequestWithMessagesView, 'conflict'>({
  action: 'request.withdraw',
  locate: locateRequest,
  run: async (act, { id }) => {
    const row = await takeRequest(act, id);
    const late = decidedAlready(row);
    if (late) return late;
    await closeRequest(act, row, { state: 'withdrawn', message: undefined });
    return done(await viewWhole(act.tx, row), {
      subject: { type: 'request', id },
      before: { state: row.state },
      after: { state: 'withdrawn' },
    });
  },
});
