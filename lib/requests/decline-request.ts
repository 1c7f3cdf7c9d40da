import { done, useCase } from '#lib/use-case.ts';
import { closeRequest } from './close-request.ts';
import { decidedAlready, locateRequest, takeRequest } from './locate-request.ts';
import { type RequestWithMessagesView, viewWhole } from './request-view.ts';

/** Declines a request with a reason that the team reads. Answers `not-found`, `forbidden`, `conflict` when it was decided. */
export const declineRequest = useCase<{ id: string; reason: string }, RequestWithMessagesView, 'conflict'>({
  action: 'request.decline',
  locate: locateRequest,
  run: async (act, { id, reason }) => {
    const row = await takeRequest(act, id);
    const late = decidedAlready(row);
    if (late) return late;
    await closeRequest(act, row, { state: 'declined', message: reason });
    return done(await viewWhole(act.tx, row), {
      subject: { type: 'request', id },
      before: { state: row.state },
      after: { state: 'declined' },
    });
  },
});
