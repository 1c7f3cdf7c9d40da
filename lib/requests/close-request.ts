import { insertMessage, type RequestRow, updateRequest } from '#db/queries/requests.ts';
import { tell } from '#lib/notices/tell.ts';
import type { Act } from '#lib/use-case.ts';

type Closing = {
  state: 'granted' | 'declined' | 'withdrawn';
  /** What the other side reads, if anything. */
  message: string | undefined;
  agreementId?: string | null;
  licenseId?: string | null;
};

/** Decides a request that was taken, and tells the other side. */
export async function closeRequest(act: Act, row: RequestRow, closing: Closing): Promise<void> {
  const { tx, actor, now } = act;
  const { state, message, agreementId = row.agreementId, licenseId = row.licenseId } = closing;
  const at = new Date(now);
  const side = state === 'withdrawn' ? 'team' : 'staff';
  if (message !== undefined) {
    await insertMessage(tx, { requestId: row.id, authorId: actor.personId, side, at, body: message });
  }
  await updateRequest(tx, row.teamId, row.id, {
    state,
    decidedAt: at,
    decidedBy: actor.personId,
    agreementId,
    licenseId,
    ...(side === 'staff' && {
      answeredAt: row.answeredAt ?? at,
      assigneeId: row.assigneeId ?? actor.personId,
    }),
    ...(message !== undefined && { lastMessageAt: at }),
  });
  await tell(tx, {
    notice: `request-${state}`,
    subjectId: row.id,
    teamId: row.teamId,
    ...(side === 'staff' && { to: { people: [row.createdBy], roles: true } }),
    except: actor.personId,
    now,
  });
}
