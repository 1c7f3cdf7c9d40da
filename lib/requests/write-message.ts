import { insertMessage, updateRequest } from '#db/queries/requests.ts';
import { stateAfterMessage } from '#lib/domain/requests.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { decidedAlready, locateRequest, sideOf, takeRequest } from './locate-request.ts';
import { type RequestWithMessagesView, viewWhole } from './request-view.ts';

/**
 * Writes into the conversation of a request and tells the other side. One of staff answers it and takes it, unless
 * somebody has; one of the team opens it again. Answers `not-found`, `forbidden`, `conflict` when it was decided.
 */
export const writeMessage = useCase<{ id: string; body: string }, RequestWithMessagesView, 'conflict'>({
  action: 'request.write',
  locate: locateRequest,
  run: async (act, { id, body }) => {
    const { tx, actor, now } = act;
    const row = await takeRequest(act, id);
    const side = sideOf(act);
    const state = stateAfterMessage(row.state, side);
    if (state === null) return decidedAlready(row) ?? failed('conflict', 'This request takes no messages.');
    const at = new Date(now);
    const message = await insertMessage(tx, { requestId: id, authorId: actor.personId, side, at, body });
    await updateRequest(tx, row.teamId, id, {
      state,
      lastMessageAt: at,
      ...(side === 'staff' && {
        answeredAt: row.answeredAt ?? at,
        assigneeId: row.assigneeId ?? actor.personId,
      }),
    });
    await tell(tx, {
      notice: side === 'staff' ? 'request-answered' : 'request-reply',
      subjectId: message,
      teamId: row.teamId,
      // Of staff, whoever has taken it; everybody while nobody has.
      ...(side === 'team' && row.assigneeId !== null && { to: { people: [row.assigneeId] } }),
      ...(side === 'staff' && { to: { people: [row.createdBy], roles: true } }),
      except: actor.personId,
      now,
    });
    return done(await viewWhole(tx, row), {
      subject: { type: 'request', id },
      before: { state: row.state },
      after: { state, message },
    });
  },
});
