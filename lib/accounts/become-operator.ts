import { takeOperatorLink } from '#db/queries/operator-links.ts';
import {
  insertPerson,
  isThereAnOperator,
  lockPersonByEmail,
  updatePasswordHash,
  updateStaffRole,
} from '#db/queries/people.ts';
import { deleteSessionsOf } from '#db/queries/sessions.ts';
import { tokenHash } from '#lib/notices/link-token.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { hashPassword } from '#lib/platform/passwords.ts';
import { type Act, done, failed, useCase } from '#lib/use-case.ts';

export type BecomeOperatorInput = { token: string; email: string; name: string; password: string };

/**
 * Makes whoever holds the link of the first start the operator: a new person, or the one with this address, whose
 * password it becomes and whose sessions end. Creates no session. The link dies with this. Answers `invalid-token`
 * for a link that was used, replaced, or is older than a day, and once there is an operator by other means; of two
 * who use it at once, one gets it. `conflict` for the address of somebody who is suspended.
 * Tables in this order: operator_links, people, sessions.
 */
export const becomeOperator = useCase<BecomeOperatorInput, { email: string }, 'invalid-token' | 'conflict'>({
  action: 'account.become-operator',
  async run(act, { token, ...input }) {
    const isTaken = await takeOperatorLink(act.tx, tokenHash(token), act.now);
    if (!isTaken || (await isThereAnOperator(act.tx))) {
      return failed(
        'invalid-token',
        'This link is not valid, was used, or was replaced. Start again to get a new one.',
      );
    }
    const personId = await makeOperator(act, input);
    if (personId === null)
      return failed('conflict', 'The person with this address is suspended. Use another address.');
    return done(
      { email: input.email },
      { subject: { type: 'person', id: personId }, after: { staffRole: 'operator' } },
    );
  },
});

type NewOperator = Omit<BecomeOperatorInput, 'token'>;

async function makeOperator(
  { tx, now, enqueue }: Act,
  { email, name, password }: NewOperator,
): Promise<string | null> {
  const passwordHash = await hashPassword(password);
  const id = await insertPerson(tx, { email, name, passwordHash, staffRole: 'operator', now });
  if (id !== null) return id;
  const person = await lockPersonByEmail(tx, email);
  if (!person || person.suspendedAt) return null;
  await updatePasswordHash(tx, person.id, passwordHash);
  await updateStaffRole(tx, person.id, 'operator');
  await deleteSessionsOf(tx, person.id);
  await enqueue(mailJob('password-changed', person.id));
  return person.id;
}
