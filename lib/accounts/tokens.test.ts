import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DAY_MS } from '#lib/domain/instant.ts';
import { actionsOfStaffRole, actionsOfTeamRole, permit } from '#lib/domain/policy.ts';
import { type Actor, ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { makeTeam } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { createStaffToken } from './create-staff-token.ts';
import { createToken } from './create-token.ts';
import { readTokenActor } from './token-actor.ts';

const db = useTestDatabase();

const emailOf = async (actor: Actor) =>
  String((await db.sql`select email from people where id = ${actor.personId}`)[0]?.email);
const invalid = (pointer: string) => ({ ok: false, code: 'invalid-input', errors: [{ pointer }] });

async function teamToken(scopes = ['all'], options: { as?: string; expiresInDays?: number } = {}) {
  const scene = await makeTeam(db, 'Acme');
  const result = await createToken(COMMAND, { team: scene.team.slug, scopes, ...options });
  if (!result.ok) throw new Error(result.detail);
  return { ...scene, ...result.value };
}

const actorOf = (token: string, now?: number) => readTokenActor(`Bearer ${token}`, now);

test('a token of the command line acts as the owner of the team, in that team alone, for a year', async () => {
  const now = Date.now();
  const { team, owner, token, id, expiresAt } = await teamToken();
  expect(token).toMatch(/^lh_[\w-]{43}$/);
  expect(Math.abs(Date.parse(expiresAt) - now - 365 * DAY_MS)).toBeLessThan(10_000);
  expect(await actorOf(token)).toEqual({
    kind: 'token',
    personId: owner.personId,
    credentialId: id,
    asker: {
      kind: 'known',
      teams: new Map([[team.id, 'owner']]),
      staffRole: null,
      scopes: actionsOfTeamRole('owner'),
    },
  });
});

test('with `as` it acts as that member, with what their role allows', async () => {
  const { team, member } = await makeTeam(db, 'Acme');
  const viewer = await member('viewer');
  const result = await createToken(COMMAND, { team: team.slug, scopes: ['all'], as: await emailOf(viewer) });
  const actor = await actorOf(result.ok ? result.value.token : '');
  expect(actor?.personId).toBe(viewer.personId);
  expect(permit('license.read', actor?.asker ?? ANONYMOUS.asker, team.id)).toBe('allowed');
  expect(permit('trial.create', actor?.asker ?? ANONYMOUS.asker, team.id)).toBe('forbidden');
});

test('a token may do what its scopes name and nothing else', async () => {
  const { team, token } = await teamToken(['license.read', 'license.list', 'license.read']);
  const asker = (await actorOf(token))?.asker ?? ANONYMOUS.asker;
  expect(permit('license.read', asker, team.id)).toBe('allowed');
  expect(permit('trial.create', asker, team.id)).toBe('forbidden');
  expect(permit('me.read', asker, null)).toBe('forbidden');
});

test("a token's rights shrink and grow with its person's role, but never beyond its scopes", async () => {
  const { team, owner, token } = await teamToken(['trial.create', 'license.read']);
  const setRole = (role: string) =>
    db.sql`update memberships set role = ${role} where person_id = ${owner.personId}`;
  const scopes = async () => {
    const asker = (await actorOf(token))?.asker;
    return asker?.kind === 'known' ? asker.scopes : null;
  };
  await setRole('viewer');
  expect(await scopes()).toEqual(['license.read']);
  await setRole('owner');
  expect(await scopes()).toEqual(['license.read', 'trial.create']);
  await db.sql`delete from memberships where team_id = ${team.id} and person_id = ${owner.personId}`;
  expect(await actorOf(token)).toBeNull();
});

test('a token of a team does not carry its person into other teams or onto staff', async () => {
  const [{ token, owner }, other] = [await teamToken(), await makeTeam(db, 'Other')];
  await db.sql`insert into memberships (team_id, person_id, role, created_at) values (${other.team.id}, ${owner.personId}, 'owner', now())`;
  await db.sql`update people set staff_role = 'operator' where id = ${owner.personId}`;
  const asker = (await actorOf(token))?.asker ?? ANONYMOUS.asker;
  expect(permit('license.read', asker, other.team.id)).toBe('not-found');
  expect(permit('key.list', asker, null)).toBe('forbidden');
});

test('a token of staff acts with the role of its person, who must be on staff still', async () => {
  const scene = await makeTeam(db, 'Acme');
  const support = await scene.staff('support');
  const result = await createStaffToken(COMMAND, { staff: await emailOf(support), scopes: ['all'] });
  if (!result.ok) throw new Error(result.detail);
  const actor = await actorOf(result.value.token);
  expect(actor?.asker).toEqual({
    kind: 'known',
    teams: new Map(),
    staffRole: 'support',
    scopes: actionsOfStaffRole('support'),
  });
  expect(permit('license.lock', actor?.asker ?? ANONYMOUS.asker, scene.team.id)).toBe('allowed');
  await db.sql`update people set staff_role = null where id = ${support.personId}`;
  expect(await actorOf(result.value.token)).toBeNull();
});

test('an expired token, a revoked one and one of somebody suspended are nobody', async () => {
  const [expired, revoked, suspended] = [
    await teamToken(['all'], { expiresInDays: 1 }),
    await teamToken(),
    await teamToken(),
  ];
  const end = Date.parse(expired.expiresAt);
  expect(await actorOf(expired.token, end - 1)).not.toBeNull();
  expect(await actorOf(expired.token, end)).toBeNull();
  await db.sql`update api_tokens set revoked_at = now() where id = ${revoked.id}`;
  expect(await actorOf(revoked.token)).toBeNull();
  await db.sql`update people set suspended_at = now() where id = ${suspended.owner.personId}`;
  expect(await actorOf(suspended.token)).toBeNull();
});

test('any other header is nobody', async () => {
  const { token } = await teamToken();
  for (const header of [
    null,
    '',
    token,
    `Basic ${token}`,
    `Bearer ${token}x`,
    `Bearer ${token.slice(3)}`,
    'Bearer lh_',
    `Bearer ${token} ${token}`,
  ]) {
    expect(await readTokenActor(header)).toBeNull();
  }
  expect(await readTokenActor(`bearer  ${token}`)).not.toBeNull();
});

test('the use of a token is noted, once a minute at most', async () => {
  const { token, id } = await teamToken();
  const used = async () =>
    Number((await db.sql`select last_used_at from api_tokens where id = ${id}`)[0]?.last_used_at ?? 0);
  expect(await used()).toBe(0);
  const now = Date.now();
  await actorOf(token, now);
  await actorOf(token, now + 59_999);
  expect(await used()).toBe(now);
  await actorOf(token, now + 60_000);
  expect(await used()).toBe(now + 60_000);
});

test('the token does not rest in the database', async () => {
  const { token, id } = await teamToken();
  const [row] = await db.sql`select api_tokens::text as text from api_tokens where id = ${id}`;
  expect(row?.text).not.toContain(token.slice(3));
});

test('wrong terms are named: unknown scopes, scopes beyond the role, no scope, days, whom it acts as', async () => {
  const { team, member } = await makeTeam(db, 'Acme');
  const create = (terms: Partial<Parameters<typeof createToken>[1]>) =>
    createToken(COMMAND, { team: team.slug, scopes: ['license.read'], ...terms });
  const viewer = await emailOf(await member('viewer'));
  expect(await create({ scopes: ['license.read', 'license.eat'] })).toMatchObject(invalid('/scopes/1'));
  expect(await create({ scopes: ['license.lock'] })).toMatchObject(invalid('/scopes/0'));
  expect(await create({ scopes: ['trial.create'], as: viewer })).toMatchObject(invalid('/scopes/0'));
  expect(await create({ scopes: ['all', 'license.read'] })).toMatchObject(invalid('/scopes/0'));
  expect(await create({ scopes: [] })).toMatchObject(invalid('/scopes'));
  for (const expiresInDays of [0, 1.5, 3651, Number.NaN])
    expect(await create({ expiresInDays })).toMatchObject(invalid('/expiresInDays'));
  expect(await create({ as: 'stranger@example.com' })).toMatchObject(invalid('/as'));
  await db.sql`delete from memberships where team_id = ${team.id} and role = 'owner'`;
  expect(await create({})).toMatchObject(invalid('/as'));
  expect(await createToken(COMMAND, { team: randomUUID(), scopes: ['all'] })).toMatchObject({
    ok: false,
    code: 'not-found',
  });
  expect(await createStaffToken(COMMAND, { staff: viewer, scopes: ['all'] })).toMatchObject(
    invalid('/staff'),
  );
});

test('a member makes tokens for themselves alone, and those of another team see no team', async () => {
  const { team, member, owner } = await makeTeam(db, 'Acme');
  const developer = await member('developer');
  const create = (actor: Actor, as?: string) =>
    createToken(actor, { team: team.slug, scopes: ['license.read'], as });
  expect(await create(developer)).toMatchObject({ ok: true });
  expect(await create(developer, await emailOf(owner))).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await create(await member('viewer'))).toMatchObject({ ok: false, code: 'forbidden' });
  expect(await create((await makeTeam(db, 'Other')).owner)).toMatchObject({ ok: false, code: 'not-found' });
  expect(await create(ANONYMOUS)).toMatchObject({ ok: false, code: 'unauthenticated' });
  expect(await createStaffToken(owner, { staff: 'x@example.com', scopes: ['all'] })).toMatchObject({
    ok: false,
    code: 'forbidden',
  });
});

test('a token makes no token that may do more than itself', async () => {
  const { team, token } = await teamToken(['token.create', 'license.read']);
  const actor = (await actorOf(token)) ?? ANONYMOUS;
  expect(await createToken(actor, { team: team.slug, scopes: ['trial.create'] })).toMatchObject(
    invalid('/scopes/0'),
  );
  const all = await createToken(actor, { team: team.slug, scopes: ['all'] });
  const asker = (await actorOf(all.ok ? all.value.token : ''))?.asker;
  expect(asker?.kind === 'known' ? asker.scopes : null).toEqual(['license.read', 'token.create']);
});
