import { updateRequest } from '#db/queries/requests.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { decidedAlready, locateRequest, takeRequest } from './locate-request.ts';
import { type RequestWithMessagesView, viewWhole } from './request-view.ts';

/** Takes a request, or gives it back to the queue. Answers `not-found`, `forbidden`, `conflict` when it was decided. */
export const assignRequest = useCase<
  { id: string; assignee: 'me' | null },
  RequestWithMessagesView,
  'conflict'
>({
  action: 'request.assign',
  locate: locateRequest,
  run: async (act, { id, assignee }) => {
    const row = await takeRequest(act, id);
    const late = decidedAlready(row);
    if (late) return late;
    const assigneeId = assignee === 'me' ? act.actor.personId : null;
    if (assignee === 'me' && assigneeId === null)
      return failed('conflict', 'The command line is nobody who could take it.');
    await updateRequest(act.tx, row.teamId, id, { assigneeId });
    return done(await viewWhole(act.tx, row), {
      subject: { type: 'request', id },
      before: { assignee: row.assigneeId },
      after: { assignee: assigneeId },
    });
  },
});
