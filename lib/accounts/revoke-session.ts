import { deleteSessionOf } from '#db/queries/sessions.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Ends a session of whoever asks; it is gone with its next request. Answers `not-found` for another person's session
 * as for one that does not exist, and so for one that was ended already.
 */
export const revokeSession = useCase<{ id: string }, undefined, 'not-found'>({
  action: 'session.revoke',
  async run({ tx, actor }, { id }) {
    if (actor.personId === null || !UUID.test(id)) return notFound();
    if (!(await deleteSessionOf(tx, actor.personId, id))) return notFound();
    return done(undefined, { subject: { type: 'session', id } });
  },
});
