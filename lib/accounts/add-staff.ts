import { randomUUID } from 'node:crypto';
import { insertPasswordLink } from '#db/queries/password-links.ts';
import { insertPerson, lockPersonByEmail, updateStaffRole } from '#db/queries/people.ts';
import { lockOperators } from '#db/queries/staff.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { STAFF_ROLES, type StaffRole } from '#lib/domain/policy.ts';
import { linkToken, tokenHash } from '#lib/notices/link-token.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { installation } from '#lib/platform/installation.ts';
import { addressOf } from '#lib/platform/variables.ts';
import { type Act, done, type Failure, failed, useCase } from '#lib/use-case.ts';
import { lastOperator } from './staff-view.ts';

export type AddStaffInput = {
  email: string;
  role: StaffRole;
  /** What they are called until they say so themselves; the part before the @ when left out. */
  name?: string | undefined;
};
export type AddedStaff = { email: string; role: StaffRole; link: string };

const LINK_MS = 7 * DAY_MS;

/**
 * Gives somebody a role on staff, in place of another they may have, and a link to set a password that works for
 * seven days; it is mailed to them too. Nothing changes for who has a password until they use it. Answers
 * `invalid-input` for what is no address or role, `conflict` for somebody who is suspended, and for the last operator.
 * Tables in this order: people, password_links.
 */
export const addStaff = useCase<AddStaffInput, AddedStaff, 'invalid-input' | 'conflict'>({
  action: 'staff.add',
  secret: true,
  async run(act, { email, role, name }) {
    const errors = [
      ...(addressOf(email) === email && email.length <= 254
        ? []
        : [{ pointer: '/email', detail: `${email} is not an e-mail address.` }]),
      ...(STAFF_ROLES.includes(role)
        ? []
        : [{ pointer: '/role', detail: `A role is one of ${STAFF_ROLES.join(', ')}.` }]),
    ];
    if (errors.length > 0)
      return failed('invalid-input', errors.map(({ detail }) => detail).join(' '), errors);

    const given = await giveRole(act, { email, role, name });
    if (!given.ok) return given;
    const person = given.value;
    const token = await welcome(act, person.id);
    return done(
      { email: person.email, role, link: `${installation().config.appUrl}/reset?token=${token}` },
      {
        subject: { type: 'person', id: person.id },
        before: { staffRole: person.formerRole },
        after: { staffRole: role },
      },
    );
  },
});

/** Mails a link to set a password, and gives its token. */
export async function welcome({ tx, now, enqueue }: Act, personId: string): Promise<string> {
  const id = randomUUID();
  const token = linkToken('password', id);
  const link = { id, tokenHash: tokenHash(token), now, expiresAt: now + LINK_MS };
  await insertPasswordLink(tx, personId, link);
  await enqueue(mailJob('staff-welcome', id));
  return token;
}

type Staff = { id: string; email: string; formerRole: StaffRole | null };

/** Answers `conflict` for who is suspended, and for the last operator who would get another role. */
export async function giveRole(
  { tx, now }: Act,
  { email, role, name }: AddStaffInput,
): Promise<{ ok: true; value: Staff } | Failure<'conflict'>> {
  const newName = name ?? email.split('@', 1)[0] ?? email;
  const id = await insertPerson(tx, { email, name: newName, passwordHash: null, staffRole: role, now });
  if (id !== null) return { ok: true, value: { id, email, formerRole: null } };
  const operators = await lockOperators(tx);
  const person = await lockPersonByEmail(tx, email);
  if (!person || person.suspendedAt) return failed('conflict', `${email} is suspended.`);
  if (role !== 'operator' && operators.length === 1 && operators[0] === person.id) return lastOperator();
  await updateStaffRole(tx, person.id, role);
  return { ok: true, value: { id: person.id, email: person.email, formerRole: person.staffRole } };
}
