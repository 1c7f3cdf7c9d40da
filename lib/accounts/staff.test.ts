import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { StaffRole } from '#lib/domain/policy.ts';
import { installation, setInstallation } from '#lib/platform/installation.ts';
import { type Actor, ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { makeAccount, newAddress, tokenIn } from '../../e2e/account.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { makeTeam, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { addStaff } from './add-staff.ts';
import { changeStaff } from './change-staff.ts';
import { createStaffToken } from './create-staff-token.ts';
import { inviteStaff } from './invite-staff.ts';
import { listStaff } from './list-staff.ts';
import { readStaffSettings } from './read-staff-settings.ts';
import { removeStaff } from './remove-staff.ts';
import { resendWelcome } from './resend-welcome.ts';
import { resetPassword } from './reset-password.ts';
import { resetSecondFactor } from './reset-second-factor.ts';
import { actorOfSession } from './session.ts';
import { readTokenActor } from './token-actor.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);

type Member = { id: string; email: string; actor: Actor };

/** Somebody on staff with a password, a session and a second factor that was given in it. */
async function makeStaff(staffRole: StaffRole): Promise<Member> {
  const [id, sessionId] = [randomUUID(), randomUUID()];
  const email = `${id}@example.com`;
  await db.sql`
    insert into people (id, email, name, password_hash, staff_role, totp_encrypted, totp_confirmed_at, created_at)
    values (${id}, ${email}, 'Somebody', 'x', ${staffRole}, '1.x', now(), now())`;
  await db.sql`
    insert into sessions (id, person_id, created_at, last_seen_at, expires_at, second_factor_at)
    values (${sessionId}, ${id}, now(), now(), now() + interval '1 day', now())`;
  const actor = await actorOfSession({ personId: id, sessionId, hasSecondFactor: true });
  return { id, email, actor };
}

const state: { operator?: Member } = {};
const operator = (): Member => {
  if (!state.operator) throw new Error('made before each test');
  return state.operator;
};

beforeEach(async () => {
  await db.sql`update people set staff_role = null`;
  state.operator = await makeStaff('operator');
});

const sessionsOf = (id: string) => db.sql`select 1 from sessions where person_id = ${id}`;
const entriesOf = (id: string, action: string) => db.sql`
  select actor_id, before, after from audit_entries where subject_id = ${id} and action = ${action} order by id`;

test('who is on staff is listed by address with role, state, second factor and last use', async () => {
  const support = await makeStaff('support');
  const invited = succeeded(await inviteStaff(operator().actor, { email: newAddress(), role: 'sales' }));
  await db.sql`update people set suspended_at = now(), totp_confirmed_at = null, last_seen_at = '2026-11-24T14:05:00Z' where id = ${support.id}`;
  const { items, next } = succeeded(await listStaff(operator().actor, {}));
  expect(next).toBeNull();
  expect(items.map(({ email }) => email)).toEqual([operator().email, support.email, invited.email].sort());
  const byId = (id: string) => items.find((one) => one.id === id);
  expect(byId(operator().id)).toMatchObject({ role: 'operator', state: 'active', secondFactor: 'on' });
  expect(byId(support.id)).toMatchObject({
    role: 'support',
    state: 'suspended',
    secondFactor: 'off',
    lastSeenAt: '2026-11-24T14:05:00.000Z',
  });
  expect(byId(invited.id)).toMatchObject({ role: 'sales', state: 'invited', lastSeenAt: null });
});

test('a token that was used counts as seen', async () => {
  const { token } = succeeded(
    await createStaffToken(COMMAND, { staff: operator().email, scopes: ['all'], expiresInDays: 1 }),
  );
  await readTokenActor(`Bearer ${token}`, Date.UTC(2026, 10, 25));
  const { items } = succeeded(await listStaff(operator().actor, {}));
  expect(items[0]?.lastSeenAt).toBe('2026-11-25T00:00:00.000Z');
});

test('others on staff see who is on it, and not whose account is easily taken', async () => {
  const sales = await makeStaff('sales');
  const { items } = succeeded(await listStaff(sales.actor, {}));
  expect(items).toHaveLength(2);
  for (const item of items) expect(item).toMatchObject({ secondFactor: null, lastSeenAt: null });
  expect(await listStaff(operator().actor, { cursor: 'mine' })).toMatchObject({ code: 'invalid-input' });
});

test('an operator adds somebody, who sets a password by the mailed link; no answer holds it', async () => {
  const email = newAddress();
  const answer = await inviteStaff(operator().actor, { email, role: 'support', name: 'Ines Duarte' });
  expect(succeeded(answer)).toMatchObject({ email, name: 'Ines Duarte', role: 'support', state: 'invited' });
  const token = tokenIn(await mailbox.linkTo(email));
  expect(JSON.stringify(answer)).not.toContain(token);
  succeeded(await resetPassword(ANONYMOUS, { token, password: 'supports password' }));
  const { items } = succeeded(await listStaff(operator().actor, {}));
  expect(items.find((one) => one.email === email)).toMatchObject({ state: 'active' });
});

test('who is on staff already, or suspended, is not added; who has an account keeps it', async () => {
  const sales = await makeStaff('sales');
  expect(
    await inviteStaff(operator().actor, { email: sales.email.toUpperCase(), role: 'support' }),
  ).toMatchObject({
    code: 'conflict',
    errors: [{ pointer: '/email' }],
  });
  const account = await makeAccount(mailbox);
  const added = succeeded(await inviteStaff(operator().actor, { email: account.email, role: 'support' }));
  expect(added).toMatchObject({ state: 'active', role: 'support' });
  succeeded(await removeStaff(operator().actor, { id: added.id }));
  await db.sql`update people set suspended_at = now() where id = ${added.id}`;
  expect(await inviteStaff(operator().actor, { email: account.email, role: 'support' })).toMatchObject({
    code: 'conflict',
  });
});

test('the link is mailed again to who has not used it, and to nobody else', async () => {
  const email = newAddress();
  const { id } = succeeded(await inviteStaff(operator().actor, { email, role: 'support' }));
  const first = await mailbox.linkTo(email);
  succeeded(await resendWelcome(operator().actor, { id }));
  expect((await mailbox.linkTo(email)).href).not.toBe(first.href);
  expect(await resendWelcome(operator().actor, { id: operator().id })).toMatchObject({ code: 'conflict' });
});

test('another role counts with the next request, by address too, and the audit log says from what to what', async () => {
  const person = await makeStaff('support');
  const changed = await changeStaff(operator().actor, { id: person.email.toUpperCase(), role: 'sales' });
  expect(succeeded(changed)).toMatchObject({ id: person.id, role: 'sales' });
  expect(await entriesOf(person.id, 'staff.change')).toEqual([
    {
      actor_id: operator().id,
      before: { staffRole: 'support', isSuspended: false },
      after: { staffRole: 'sales', isSuspended: false },
    },
  ]);
});

test('suspended, somebody is signed out and their tokens do nothing; reinstated, tokens work and sessions are new', async () => {
  const person = await makeStaff('support');
  const { token } = succeeded(
    await createStaffToken(COMMAND, { staff: person.email, scopes: ['all'], expiresInDays: 1 }),
  );
  expect(succeeded(await changeStaff(operator().actor, { id: person.id, suspended: true }))).toMatchObject({
    state: 'suspended',
  });
  expect(await sessionsOf(person.id)).toHaveLength(0);
  expect(await readTokenActor(`Bearer ${token}`)).toBeNull();
  succeeded(await changeStaff(operator().actor, { id: person.id, suspended: false }));
  expect(await sessionsOf(person.id)).toHaveLength(0);
  expect(await readTokenActor(`Bearer ${token}`)).not.toBeNull();
});

test('removed from staff, somebody keeps account and teams, and tokens of staff end for good', async () => {
  const account = await makeAccount(mailbox);
  const { id } = succeeded(await inviteStaff(operator().actor, { email: account.email, role: 'support' }));
  const { token } = succeeded(
    await createStaffToken(COMMAND, { staff: account.email, scopes: ['all'], expiresInDays: 1 }),
  );
  expect(await removeStaff(operator().actor, { id })).toEqual({ ok: true, value: undefined });
  expect(await db.sql`select 1 from memberships where person_id = ${id}`).toHaveLength(1);
  expect(await entriesOf(id, 'staff.remove')).toMatchObject([{ after: { staffRole: null, endedTokens: 1 } }]);
  succeeded(await inviteStaff(operator().actor, { email: account.email, role: 'support' }));
  expect(await readTokenActor(`Bearer ${token}`)).toBeNull();
});

test('who is suspended is reinstated before they are removed', async () => {
  const person = await makeStaff('support');
  succeeded(await changeStaff(operator().actor, { id: person.id, suspended: true }));
  expect(await removeStaff(operator().actor, { id: person.id })).toMatchObject({ code: 'conflict' });
});

test('the last operator who could act stays one, whoever asks and however', async () => {
  const { id, email, actor } = operator();
  // One who has not set a password, and one who is suspended, could not act.
  await inviteStaff(actor, { email: newAddress(), role: 'operator' });
  const suspended = await makeStaff('operator');
  succeeded(await changeStaff(actor, { id: suspended.id, suspended: true }));
  const tries: [string, Promise<{ ok: boolean }>][] = [
    ['demoted', changeStaff(actor, { id, role: 'support' })],
    ['suspended', changeStaff(actor, { id: email, suspended: true })],
    ['removed', removeStaff(actor, { id })],
    ['removed by command', removeStaff(COMMAND, { id })],
    ['demoted by staff add', addStaff(COMMAND, { email, role: 'sales' })],
  ];
  for (const [how, result] of tries) expect(await result, how).toMatchObject({ ok: false, code: 'conflict' });
  succeeded(await changeStaff(actor, { id, role: 'operator' }));
  const other = await makeStaff('operator');
  succeeded(await changeStaff(other.actor, { id, role: 'support' }));
});

test('of two operators who demote each other at once one stays', async () => {
  const other = await makeStaff('operator');
  const results = await Promise.all([
    changeStaff(operator().actor, { id: other.id, role: 'support' }),
    changeStaff(other.actor, { id: operator().id, role: 'support' }),
  ]);
  expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(await db.sql`select 1 from people where staff_role = 'operator'`).toHaveLength(1);
});

test('a second factor that was lost is reset: sessions end, the person is told, and nobody resets their own', async () => {
  const person = await makeStaff('sales');
  await db.sql`insert into recovery_codes (person_id, code_hash, created_at) values (${person.id}, 'x', now())`;
  expect(succeeded(await resetSecondFactor(operator().actor, { id: person.id }))).toMatchObject({
    secondFactor: 'off',
  });
  expect(await sessionsOf(person.id)).toHaveLength(0);
  expect(await db.sql`select 1 from recovery_codes where person_id = ${person.id}`).toHaveLength(0);
  expect((await mailbox.lettersTo(person.email))[0]?.subject).toMatch(/second factor was taken away/);
  expect(await resetSecondFactor(operator().actor, { id: person.id })).toMatchObject({ code: 'conflict' });
  expect(await resetSecondFactor(operator().actor, { id: operator().id })).toMatchObject({
    code: 'forbidden',
  });
  expect(succeeded(await resetSecondFactor(COMMAND, { id: operator().email }))).toMatchObject({
    secondFactor: 'off',
  });
});

test('the second person of a lock can be optional only while one alone is on staff', async () => {
  const { config, ...rest } = installation();
  const settings = async () => succeeded(await readStaffSettings(operator().actor, undefined));
  expect(await settings()).toEqual({
    secondFactor: 'required',
    lockSecondPerson: 'required',
    activeStaff: 1,
  });
  setInstallation({ ...rest, config: { ...config, lockSecondPerson: 'optional' } });
  await inviteStaff(operator().actor, { email: newAddress(), role: 'support' });
  expect(await settings()).toMatchObject({ lockSecondPerson: 'optional', activeStaff: 1 });
  await makeStaff('sales');
  expect(await settings()).toMatchObject({ lockSecondPerson: 'required', activeStaff: 2 });
  setInstallation({ config, ...rest });
});

test('who is not on staff is not found, and nobody but an operator changes anybody', async () => {
  const { owner } = await makeTeam(db, 'Staff test');
  const sales = await makeStaff('sales');
  const calls = (actor: Actor, id: string) => [
    changeStaff(actor, { id, role: 'support' }),
    removeStaff(actor, { id }),
    resetSecondFactor(actor, { id }),
    resendWelcome(actor, { id }),
  ];
  for (const id of [String(owner.personId), 'nobody@example.com', randomUUID(), "' or true --"])
    for (const call of calls(operator().actor, id)) expect(await call).toMatchObject({ code: 'not-found' });
  for (const [actor, code] of [
    [ANONYMOUS, 'unauthenticated'],
    [owner, 'forbidden'],
    [sales.actor, 'forbidden'],
  ] as const) {
    for (const call of calls(actor, operator().id)) expect(await call).toMatchObject({ code });
    expect(await inviteStaff(actor, { email: newAddress(), role: 'sales' })).toMatchObject({ code });
  }
  expect(await listStaff(owner, {})).toMatchObject({ code: 'forbidden' });
});
