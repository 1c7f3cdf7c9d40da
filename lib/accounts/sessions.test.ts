import { expect, test } from 'vitest';
import { installation, setInstallation } from '#lib/platform/installation.ts';
import { type Actor, ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { listSessions } from './list-sessions.ts';
import { readMe } from './read-me.ts';
import { revokeSession } from './revoke-session.ts';
import { actorOfSession } from './session.ts';
import { updateMe } from './update-me.ts';

const db = useTestDatabase();

/** A person with two sessions, the actor being the first. */
async function makePerson(): Promise<{ actor: Actor; personId: string; sessionIds: string[] }> {
  const [person] = await db.sql`
    insert into people (email, name, created_at) values (gen_random_uuid() || '@example.com', 'Ana', now()) returning id`;
  const personId = String(person?.id);
  const sessionIds = [];
  for (const age of ['1 hour', '2 hours']) {
    const [session] = await db.sql`
      insert into sessions (person_id, user_agent, created_at, last_seen_at, expires_at)
      values (${personId}, 'Firefox', now(), now() - ${age}::interval, now() + interval '1 day') returning id`;
    sessionIds.push(String(session?.id));
  }
  return { actor: await signedIn(personId, sessionIds[0]), personId, sessionIds };
}

const signedIn = (personId: string, sessionId = '', hasSecondFactor = false) =>
  actorOfSession({ personId, sessionId, hasSecondFactor });

/** As `STAFF_SECOND_FACTOR` says. */
function setSecondFactor(staffSecondFactor: 'required' | 'optional'): void {
  const { config, ...rest } = installation();
  setInstallation({ ...rest, config: { ...config, staffSecondFactor } });
}

test('a session is its person, with roles in teams and on staff as they are now', async () => {
  const { personId, sessionIds } = await makePerson();
  const [team] =
    await db.sql`insert into teams (slug, name, created_at) values ('roles', 'Roles', now()) returning id`;
  await db.sql`insert into memberships (team_id, person_id, role, created_at) values (${String(team?.id)}, ${personId}, 'viewer', now())`;
  await db.sql`update people set staff_role = 'support', totp_confirmed_at = now() where id = ${personId}`;
  const actor = await signedIn(personId, sessionIds[0], true);
  expect(actor).toEqual({
    kind: 'person',
    personId,
    credentialId: sessionIds[0],
    asker: { kind: 'known', teams: new Map([[team?.id, 'viewer']]), staffRole: 'support', scopes: null },
  });
});

test('a role on staff does not count without a second factor, teams do; where it is optional, both count', async () => {
  const { personId, sessionIds } = await makePerson();
  const [team] =
    await db.sql`insert into teams (slug, name, created_at) values ('both', 'Both', now()) returning id`;
  await db.sql`insert into memberships (team_id, person_id, role, created_at) values (${String(team?.id)}, ${personId}, 'owner', now())`;
  await db.sql`update people set staff_role = 'sales' where id = ${personId}`;
  const teams = new Map([[team?.id, 'owner']]);
  const actor = await signedIn(personId, sessionIds[0]);
  expect(actor.asker).toEqual({
    kind: 'known',
    teams,
    staffRole: null,
    withheldRole: 'sales',
    scopes: null,
  });
  expect(await readMe(actor, undefined)).toMatchObject({
    value: { staffRole: 'sales', staffRoleWithheld: true, secondFactor: 'off' },
  });
  setSecondFactor('optional');
  const { asker } = await signedIn(personId, sessionIds[0]);
  setSecondFactor('required');
  expect(asker).toEqual({ kind: 'known', teams, staffRole: 'sales', scopes: null });
});

test('a session of whoever has a second factor may do nothing until it was given, whether required or not', async () => {
  const { personId, sessionIds } = await makePerson();
  await db.sql`update people set totp_confirmed_at = now() where id = ${personId}`;
  for (const mode of ['required', 'optional'] as const) {
    setSecondFactor(mode);
    const actor = await signedIn(personId, sessionIds[0]);
    expect(actor.asker).toEqual({ kind: 'half-known' });
    for (const useCase of [
      () => readMe(actor, undefined),
      () => updateMe(actor, { name: 'Mallory' }),
      () => listSessions(actor, undefined),
      () => revokeSession(actor, { id: sessionIds[1] ?? '' }),
    ])
      expect(await useCase()).toMatchObject({ ok: false, code: 'second-factor-required' });
  }
  setSecondFactor('required');
  expect((await signedIn(personId, sessionIds[0], true)).asker.kind).toBe('known');
});

test('somebody who is suspended is nobody', async () => {
  const { personId, sessionIds } = await makePerson();
  await db.sql`update people set suspended_at = now() where id = ${personId}`;
  expect(await signedIn(personId, sessionIds[0])).toBe(ANONYMOUS);
});

test('sessions are listed with the last used first and the asking one marked, expired ones left out', async () => {
  const { actor, personId, sessionIds } = await makePerson();
  await db.sql`insert into sessions (person_id, created_at, last_seen_at, expires_at) values (${personId}, now(), now(), now())`;
  const result = await listSessions(actor, undefined);
  if (!result.ok) throw new Error(result.detail);
  expect(result.value.next).toBeNull();
  expect(result.value.items.map(({ id, current, userAgent }) => ({ id, current, userAgent }))).toEqual([
    { id: sessionIds[0], current: true, userAgent: 'Firefox' },
    { id: sessionIds[1], current: false, userAgent: 'Firefox' },
  ]);
  expect(result.value.items[0]?.lastSeenAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('one can end a session of their own, once', async () => {
  const { actor, sessionIds } = await makePerson();
  const id = sessionIds[1] ?? '';
  expect(await revokeSession(actor, { id })).toEqual({ ok: true, value: undefined });
  expect(await db.sql`select 1 from sessions where id = ${id}`).toHaveLength(0);
  expect(await revokeSession(actor, { id })).toMatchObject({ ok: false, code: 'not-found' });
});

test('of two who end a session at once one is told that it is gone', async () => {
  const { actor, sessionIds } = await makePerson();
  const answers = await Promise.all([1, 2].map(() => revokeSession(actor, { id: sessionIds[1] ?? '' })));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test("another person's session is answered exactly like one that does not exist, and stays", async () => {
  const [one, other] = [await makePerson(), await makePerson()];
  const foreign = await revokeSession(one.actor, { id: other.sessionIds[0] ?? '' });
  const missing = await revokeSession(one.actor, { id: '00000000-0000-4000-8000-000000000000' });
  const nonsense = await revokeSession(one.actor, { id: "' or true --" });
  expect(foreign).toMatchObject({ ok: false, code: 'not-found' });
  expect(missing).toEqual(foreign);
  expect(nonsense).toEqual(foreign);
  expect(await db.sql`select 1 from sessions where person_id = ${other.personId}`).toHaveLength(2);
});

test('who one is can be read, and the name changed', async () => {
  const { actor, personId } = await makePerson();
  const [team] =
    await db.sql`insert into teams (slug, name, created_at) values ('me', 'My team', now()) returning id`;
  await db.sql`insert into memberships (team_id, person_id, role, created_at) values (${String(team?.id)}, ${personId}, 'owner', now())`;
  const before = await readMe(actor, undefined);
  expect(before).toMatchObject({
    ok: true,
    value: {
      id: personId,
      name: 'Ana',
      staffRole: null,
      teams: [{ slug: 'me', name: 'My team', role: 'owner' }],
    },
  });
  expect(await updateMe(actor, { name: 'Ana Horvat' })).toMatchObject({
    ok: true,
    value: { name: 'Ana Horvat' },
  });
  expect(await readMe(actor, undefined)).toMatchObject({ ok: true, value: { name: 'Ana Horvat' } });
});

test('the audit log says that a name was changed and not which', async () => {
  const { actor, personId } = await makePerson();
  await updateMe(actor, { name: 'Secretive Name' });
  const rows =
    await db.sql`select to_jsonb(audit_entries)::text as text from audit_entries where subject_id = ${personId}`;
  expect(rows).toHaveLength(1);
  expect(rows[0]?.text).not.toContain('Secretive');
});

test('nobody has no account, and neither has the command line', async () => {
  for (const useCase of [
    () => readMe(ANONYMOUS, undefined),
    () => updateMe(ANONYMOUS, { name: 'x' }),
    () => listSessions(ANONYMOUS, undefined),
    () => revokeSession(ANONYMOUS, { id: 'x' }),
  ]) {
    expect(await useCase()).toMatchObject({ ok: false, code: 'unauthenticated' });
  }
  expect(await readMe(COMMAND, undefined)).toMatchObject({ ok: false, code: 'not-found' });
  expect(await updateMe(COMMAND, { name: 'x' })).toMatchObject({ ok: false, code: 'not-found' });
  expect(await revokeSession(COMMAND, { id: 'x' })).toMatchObject({ ok: false, code: 'not-found' });
  expect(await listSessions(COMMAND, undefined)).toEqual({ ok: true, value: { items: [], next: null } });
});
