import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { installation, setInstallation } from '#lib/platform/installation.ts';
import { hashPassword } from '#lib/platform/passwords.ts';
import { type Actor, ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { succeeded } from '../../e2e/scene.ts';
import { appCode } from '../../e2e/second-factor.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { changePassword } from './change-password.ts';
import { disableSecondFactor } from './disable-second-factor.ts';
import { enableSecondFactor } from './enable-second-factor.ts';
import { giveSecondFactor } from './give-second-factor.ts';
import { readSecondFactor } from './read-second-factor.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { actorOfSession } from './session.ts';
import { startSecondFactor } from './start-second-factor.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);
const NOW = Date.now();
const STEP_MS = 30_000;
const PASSWORD = 'three plain words';

type Person = { id: string; email: string; session: () => Promise<Actor>; elsewhere: () => Promise<Actor> };

beforeEach(() => setSecondFactor('required'));

function setSecondFactor(staffSecondFactor: 'required' | 'optional'): void {
  const { config, ...rest } = installation();
  setInstallation({ ...rest, config: { ...config, staffSecondFactor } });
}

/** Somebody who signed in with their password so many minutes ago, in two browsers. */
async function makePerson(
  staffRole: 'support' | null = null,
  { minutesAgo = 0 }: { minutesAgo?: number } = {},
): Promise<Person> {
  const id = randomUUID();
  const email = `${id}@example.com`;
  await db.sql`
    insert into people (id, email, name, password_hash, staff_role, created_at)
    values (${id}, ${email}, 'Ana', ${await hashPassword(PASSWORD)}, ${staffRole}, now())`;
  const sessionIds = [randomUUID(), randomUUID()];
  const since = new Date(NOW - minutesAgo * 60_000);
  for (const sessionId of sessionIds)
    await db.sql`
      insert into sessions (id, person_id, created_at, last_seen_at, expires_at)
      values (${sessionId}, ${id}, ${since}, ${since}, ${new Date(NOW + 86_400_000)})`;
  const sessionOf = (index: number) => async () => {
    const [row] = await db.sql`select second_factor_at from sessions where id = ${sessionIds[index] ?? ''}`;
    return actorOfSession({
      personId: id,
      sessionId: sessionIds[index] ?? '',
      hasSecondFactor: row?.second_factor_at != null,
    });
  };
  return { id, email, session: sessionOf(0), elsewhere: sessionOf(1) };
}

type Enrolled = { person: Person; secret: string; recoveryCodes: string[] };

async function enroll(person: Person, now = NOW - 10 * STEP_MS): Promise<Enrolled> {
  const { secret } = succeeded(await startSecondFactor(await person.session(), {}, { now }));
  const code = appCode(secret, now);
  const { recoveryCodes } = succeeded(await enableSecondFactor(await person.session(), { code }, { now }));
  return { person, secret, recoveryCodes };
}

const wrong = { ok: false, code: 'invalid-input', errors: [{ pointer: '/code' }] };
const tooMany = { ok: false, code: 'too-many-requests' };
const stateOf = async (actor: Actor) => succeeded(await readSecondFactor(actor, undefined, { now: NOW }));

test('is off until a code proves that the app holds the secret, then on and given in this session alone', async () => {
  const person = await makePerson();
  const started = succeeded(await startSecondFactor(await person.session(), {}, { now: NOW }));
  expect(started.uri).toContain(`secret=${started.secret}`);
  expect(started.uri).toContain(encodeURIComponent(person.email));
  expect(started.qr).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"/);
  expect(await stateOf(await person.session())).toMatchObject({ state: 'off', given: false });

  expect(await enableSecondFactor(await person.session(), { code: '000000' }, { now: NOW })).toMatchObject(
    wrong,
  );
  const code = appCode(started.secret, NOW);
  const { recoveryCodes } = succeeded(
    await enableSecondFactor(await person.session(), { code }, { now: NOW }),
  );
  expect(recoveryCodes).toHaveLength(10);
  expect(await stateOf(await person.session())).toEqual({
    state: 'on',
    required: false,
    given: true,
    confirmedAt: new Date(NOW).toISOString(),
    recoveryCodesLeft: 10,
    asksPassword: false,
  });
  expect((await person.elsewhere()).asker.kind).toBe('half-known');
  expect(await stateOf(await person.elsewhere())).toMatchObject({ state: 'on', given: false });
});

test('a secret that is started again dies; one that is on is not replaced', async () => {
  const person = await makePerson();
  const first = succeeded(await startSecondFactor(await person.session(), {}, { now: NOW }));
  const second = succeeded(await startSecondFactor(await person.session(), {}, { now: NOW }));
  const enable = async (secret: string) =>
    enableSecondFactor(await person.session(), { code: appCode(secret, NOW) }, { now: NOW });
  expect(await enable(first.secret)).toMatchObject(wrong);
  succeeded(await enable(second.secret));
  expect(await enable(second.secret)).toMatchObject({ code: 'conflict' });
  expect(await startSecondFactor(await person.session(), {}, { now: NOW })).toMatchObject({
    code: 'conflict',
  });
});

test('setting one up asks for the password when it was not typed lately', async () => {
  const person = await makePerson(null, { minutesAgo: 15 });
  const start = async (password?: string) =>
    startSecondFactor(await person.session(), password === undefined ? {} : { password }, { now: NOW });
  const wrongPassword = { code: 'invalid-input', errors: [{ pointer: '/password' }] };
  expect(await stateOf(await person.session())).toMatchObject({ asksPassword: true });
  expect(await start()).toMatchObject(wrongPassword);
  expect(await start('not the password')).toMatchObject(wrongPassword);
  succeeded(await start(PASSWORD));
  const lately = await makePerson(null, { minutesAgo: 14 });
  succeeded(await startSecondFactor(await lately.session(), {}, { now: NOW }));
});

test('given by a code, the session is known; no code counts twice, in no session', async () => {
  const { person, secret } = await enroll(await makePerson('support'));
  const code = appCode(secret, NOW);
  const given = await giveSecondFactor(await person.elsewhere(), { code }, { now: NOW });
  expect(given).toEqual({ ok: true, value: { by: 'code', recoveryCodesLeft: 10 } });
  expect((await person.elsewhere()).asker).toMatchObject({ kind: 'known', staffRole: 'support' });
  expect(await giveSecondFactor(await person.session(), { code }, { now: NOW })).toMatchObject(wrong);
  expect(
    await giveSecondFactor(await person.session(), { code: appCode(secret, NOW - STEP_MS) }, { now: NOW }),
  ).toMatchObject(wrong);
});

test('of two who give the same code at once, one is refused', async () => {
  const { person, secret } = await enroll(await makePerson());
  const code = appCode(secret, NOW);
  const [one, other] = await Promise.all([
    giveSecondFactor(await person.elsewhere(), { code }, { now: NOW }),
    giveSecondFactor(await person.session(), { code }, { now: NOW }),
  ]);
  expect([one.ok, other.ok].sort()).toEqual([false, true]);
});

test('a recovery code works once, however it is typed, and is none of somebody else', async () => {
  const { person, recoveryCodes } = await enroll(await makePerson());
  const stranger = await enroll(await makePerson());
  const code = ` ${recoveryCodes[0]?.toUpperCase().replace('-', ' ')} `;
  expect(await giveSecondFactor(await stranger.person.elsewhere(), { code }, { now: NOW })).toMatchObject(
    wrong,
  );
  expect(await giveSecondFactor(await person.elsewhere(), { code }, { now: NOW })).toEqual({
    ok: true,
    value: { by: 'recovery-code', recoveryCodesLeft: 9 },
  });
  expect(await giveSecondFactor(await person.session(), { code }, { now: NOW })).toMatchObject(wrong);
});

test('new recovery codes take a code, and the old ones are dead', async () => {
  const { person, secret, recoveryCodes } = await enroll(await makePerson());
  expect(await renewRecoveryCodes(await person.session(), { code: '000000' }, { now: NOW })).toMatchObject(
    wrong,
  );
  const code = appCode(secret, NOW);
  const renewed = succeeded(await renewRecoveryCodes(await person.session(), { code }, { now: NOW }));
  expect(renewed.recoveryCodes).toHaveLength(10);
  expect(
    await giveSecondFactor(await person.elsewhere(), { code: recoveryCodes[1] ?? '' }, { now: NOW }),
  ).toMatchObject(wrong);
  succeeded(
    await giveSecondFactor(await person.elsewhere(), { code: renewed.recoveryCodes[1] ?? '' }, { now: NOW }),
  );
});

test('turning it off takes a code; then the password alone is enough again', async () => {
  const { person, secret } = await enroll(await makePerson());
  expect(await disableSecondFactor(await person.session(), { code: '000000' }, { now: NOW })).toMatchObject(
    wrong,
  );
  succeeded(await disableSecondFactor(await person.session(), { code: appCode(secret, NOW) }, { now: NOW }));
  expect(await stateOf(await person.session())).toMatchObject({
    state: 'off',
    given: false,
    recoveryCodesLeft: 0,
  });
  expect((await person.elsewhere()).asker.kind).toBe('known');
  for (const useCase of [giveSecondFactor, disableSecondFactor, renewRecoveryCodes])
    expect(await useCase(await person.session(), { code: '123456' }, { now: NOW })).toMatchObject({
      code: 'conflict',
    });
});

test('staff cannot turn it off while they must have it, and can where they need not', async () => {
  const { person, secret } = await enroll(await makePerson('support'));
  const disable = async () =>
    disableSecondFactor(await person.session(), { code: appCode(secret, NOW) }, { now: NOW });
  expect(await disable()).toMatchObject({ code: 'forbidden' });
  expect(await stateOf(await person.session())).toMatchObject({ state: 'on', required: true });
  setSecondFactor('optional');
  succeeded(await disable());
});

test('ten wrong codes from a network stop it for a quarter of an hour, and nobody on another network', async () => {
  const { person, secret } = await enroll(await makePerson());
  const give = async (code: string, network: string, now = NOW) =>
    giveSecondFactor(await person.elsewhere(), { code }, { now, network });
  for (let count = 0; count < 10; count += 1) expect(await give('000000', '192.0.2.1')).toMatchObject(wrong);
  expect(await give(appCode(secret, NOW), '192.0.2.1')).toMatchObject(tooMany);
  succeeded(await give(appCode(secret, NOW), '192.0.2.2'));
  const later = NOW + 15 * 60_000;
  succeeded(await give(appCode(secret, later), '192.0.2.1', later));
});

test('codes guessed from everywhere are stopped too; the owner still has recovery codes, or sets a new password', async () => {
  const { person, secret, recoveryCodes } = await enroll(await makePerson());
  const give = async (code: string, network: string) =>
    giveSecondFactor(await person.elsewhere(), { code }, { now: NOW, network });
  for (let count = 0; count < 50; count += 1)
    expect(await give('000000', `192.0.2.${count}`)).toMatchObject(wrong);
  expect(await give(appCode(secret, NOW), '198.51.100.1')).toMatchObject(tooMany);
  succeeded(await give(recoveryCodes[0] ?? '', '198.51.100.1'));
  await db.sql`update people set password_hash = ${await hashPassword('another plain phrase')} where id = ${person.id}`;
  succeeded(await give(appCode(secret, NOW), '198.51.100.1'));
});

test('right codes are no tries', async () => {
  const { person, secret } = await enroll(await makePerson());
  for (let count = 0; count < 12; count += 1) {
    const now = NOW + count * STEP_MS;
    succeeded(await giveSecondFactor(await person.session(), { code: appCode(secret, now) }, { now }));
  }
});

test('a secret sealed under another AUTH_SECRET accepts nothing', async () => {
  const one = await enroll(await makePerson());
  const other = await enroll(await makePerson());
  await db.sql`
    update people set totp_encrypted = (select totp_encrypted from people where id = ${other.person.id})
    where id = ${one.person.id}`;
  const code = appCode(other.secret, NOW);
  expect(await giveSecondFactor(await one.person.session(), { code }, { now: NOW })).toMatchObject(wrong);
});

test('the database holds neither the secret nor a recovery code, and the audit log no code', async () => {
  const { person, secret, recoveryCodes } = await enroll(await makePerson());
  await giveSecondFactor(await person.session(), { code: recoveryCodes[0] ?? '' }, { now: NOW });
  const rows = await db.sql`
    select to_jsonb(people)::text as text from people where id = ${person.id}
    union all select to_jsonb(recovery_codes)::text from recovery_codes where person_id = ${person.id}
    union all select to_jsonb(audit_entries)::text from audit_entries where actor_id = ${person.id}`;
  const text = rows.map((row) => String(row.text)).join('\n');
  for (const shown of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))])
    expect(text).not.toContain(shown);
  expect(text).toContain('"action": "second-factor.enable"');
  expect(text).toContain('"secondFactorBy": "recovery-code"');
});

test('each change, and the use of a recovery code, is told by mail and in the inbox', async () => {
  const { person, secret, recoveryCodes } = await enroll(await makePerson());
  for (const code of recoveryCodes.slice(0, 2))
    succeeded(
      await giveSecondFactor(await person.session(), { code }, { now: NOW + recoveryCodes.indexOf(code) }),
    );
  succeeded(await disableSecondFactor(await person.session(), { code: appCode(secret, NOW) }, { now: NOW }));
  const subjects = (await mailbox.lettersTo(person.email)).map(({ subject }) => subject).sort();
  expect(subjects).toEqual([
    'A recovery code was used (Leasehold)',
    'A recovery code was used (Leasehold)',
    'A second factor was set up (Leasehold)',
    'The second factor was taken away (Leasehold)',
  ]);
  expect(await db.sql`select 1 from inbox_items where person_id = ${person.id}`).toHaveLength(4);
});

test('takes a person who is signed in: nobody, tokens and commands are refused', async () => {
  const person = await makePerson('support');
  const token: Actor = {
    kind: 'token',
    personId: person.id,
    credentialId: randomUUID(),
    asker: {
      kind: 'known',
      teams: new Map(),
      staffRole: 'support',
      scopes: ['second-factor.give', 'me.read'],
    },
  };
  for (const [actor, code] of [
    [ANONYMOUS, 'unauthenticated'],
    [token, 'forbidden'],
    [COMMAND, 'forbidden'],
  ] as const) {
    expect(await readSecondFactor(actor, undefined)).toMatchObject({ code });
    expect(await startSecondFactor(actor, {})).toMatchObject({ code });
    for (const useCase of [enableSecondFactor, giveSecondFactor, disableSecondFactor, renewRecoveryCodes])
      expect(await useCase(actor, { code: '123456' })).toMatchObject({ code });
    expect(
      await changePassword(actor, { current: PASSWORD, password: 'another plain phrase' }),
    ).toMatchObject({ code });
  }
});

test('a session may change the password on the one it has, which ends the others and is told by mail', async () => {
  const person = await makePerson();
  const change = async (current: string) =>
    changePassword(await person.session(), { current, password: 'another plain phrase' }, { now: NOW });
  expect(await change('not the password')).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/current' }],
  });
  expect(await change(PASSWORD)).toEqual({ ok: true, value: { endedSessions: 1 } });
  expect(await change(PASSWORD)).toMatchObject({ code: 'invalid-input' });
  const [left] = await db.sql`select count(*)::int as n from sessions where person_id = ${person.id}`;
  expect(left?.n).toBe(1);
  expect((await mailbox.lettersTo(person.email))[0]?.subject).toMatch(/password .* was changed/);
});

test('ten wrong passwords stop a session that tries to change it, and no other session of the person', async () => {
  const person = await makePerson();
  const change = (actor: Actor, current: string) =>
    changePassword(actor, { current, password: 'another plain phrase' }, { now: NOW });
  for (let count = 0; count < 10; count += 1)
    expect(await change(await person.elsewhere(), 'not the password')).toMatchObject({
      code: 'invalid-input',
    });
  expect(await change(await person.elsewhere(), PASSWORD)).toMatchObject(tooMany);
  succeeded(await change(await person.session(), PASSWORD));
});
