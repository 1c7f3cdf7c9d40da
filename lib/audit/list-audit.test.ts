import { beforeAll, expect, test } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { renameLicense } from '#lib/licensing/rename-license.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { type Actor, ANONYMOUS } from '#lib/use-case.ts';
import { listAudit } from './list-audit.ts';
import { listTeamAudit } from './list-team-audit.ts';

const db = useTestDatabase();
const T0 = Date.UTC(2026, 10, 25, 8);
const HOUR = 3_600_000;
let acme: Scene;
let other: Scene;
let support: Actor;
let operator: Actor;
let license: LicenseView;

beforeAll(async () => {
  await makeKeys(db);
  acme = await makeTeam(db, 'Acme');
  other = await makeTeam(db, 'Other');
  support = await acme.staff('support');
  operator = await acme.staff('operator');
  license = await makeTrial(acme.owner, {}, T0);
  for (let n = 1; n <= 5; n++)
    succeeded(await renameLicense(acme.owner, { id: license.id, name: `Name ${n}` }, { now: T0 + n * HOUR }));
  succeeded(await lockLicense(support, { id: license.id, reason: 'A leaked key' }, { now: T0 + 6 * HOUR }));
  await makeTrial(other.owner, {}, T0 + 7 * HOUR);
});

const ofAcme = (asked = {}, actor: Actor = acme.owner) =>
  listTeamAudit(actor, { slug: acme.team.slug, limit: 50, ...asked });
const all = (asked = {}) => listAudit(operator, { limit: 50, ...asked });
const actions = async (result: ReturnType<typeof ofAcme>) =>
  succeeded(await result).items.map(({ action }) => action);

test('a team reads what happened to its things, newest first, in words', async () => {
  const { items, next } = succeeded(await ofAcme());
  expect(items.map(({ says }) => says)).toEqual([
    'locked a license',
    ...Array(5).fill('renamed a license'),
    'created a trial',
  ]);
  expect(items[1]).toMatchObject({
    actor: { kind: 'person', id: acme.owner.personId, name: 'Somebody', isStaff: false },
    subject: { type: 'license', id: license.id },
    before: { name: 'Name 4' },
    after: { name: 'Name 5' },
    sealed: false,
  });
  expect(items[1]?.actor.email).toContain('@example.com');
  expect(next).toBeNull();
});

test('a team reads the name of who is on staff, and not the address', async () => {
  const [lock] = succeeded(await ofAcme({ action: 'license.lock' })).items;
  expect(lock?.actor).toMatchObject({ id: support.personId, name: 'Somebody', email: null, isStaff: true });
  const [seen] = succeeded(await all({ action: 'license.lock' })).items;
  expect(seen?.actor.email).toContain('@example.com');
});

test.each([
  ['who, by ID', () => ({ who: support.personId ?? '' }), ['license.lock']],
  ['who, by address', () => ({ who: `${support.personId}@EXAMPLE.com` }), ['license.lock']],
  ['an address that nobody has', () => ({ who: 'nobody@example.com' }), []],
  ['the command line', () => ({ who: 'command' }), []],
  ['action', () => ({ action: 'trial.create' }), ['trial.create']],
  ['subject', () => ({ subject: license.id, action: 'trial.create' }), ['trial.create']],
  ['a subject that there is not', () => ({ subject: 'LIC-0000-0000' }), []],
  ['from', () => ({ from: new Date(T0 + 6 * HOUR).toISOString() }), ['license.lock']],
  ['to, without it', () => ({ to: new Date(T0 + HOUR).toISOString() }), ['trial.create']],
])('is narrowed by %s', async (_by, asked, expected) => {
  expect(await actions(ofAcme(asked()))).toEqual(expected);
});

test('pages hold each entry once', async () => {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const page = succeeded(await ofAcme({ limit: 2, ...(cursor !== undefined && { cursor }) }));
    expect(page.items.length).toBeLessThanOrEqual(2);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(ids).toHaveLength(7);
  expect(new Set(ids).size).toBe(7);
  expect(await ofAcme({ cursor: 'never' })).toMatchObject({ code: 'invalid-input' });
});

test('another team’s log is answered like one of no team, and a role without it is told who can', async () => {
  const nobodys = await listTeamAudit(other.owner, { slug: 'no-such-team', limit: 5 });
  expect(nobodys).toMatchObject({ code: 'not-found' });
  expect(await ofAcme({}, other.owner)).toEqual(nobodys);
  for (const role of ['developer', 'viewer'] as const)
    expect(await ofAcme({}, await acme.member(role))).toEqual({
      ok: false,
      code: 'forbidden',
      detail: 'An owner or admin of the team can read its audit log.',
    });
  expect((await ofAcme({}, await acme.member('admin'))).ok).toBe(true);
  expect((await ofAcme({}, operator)).ok).toBe(true);
  expect(await ofAcme({}, support)).toMatchObject({ code: 'forbidden' });
  expect(await ofAcme({}, ANONYMOUS)).toMatchObject({ code: 'unauthenticated' });
});

test('operators read everything, or one team’s; nobody else does', async () => {
  const teams = new Set(succeeded(await all()).items.map(({ team }) => team?.slug));
  expect(teams).toEqual(new Set([acme.team.slug, other.team.slug]));
  const others = succeeded(await all({ team: other.team.slug })).items;
  expect(others.map(({ action }) => action)).toEqual(['trial.create']);
  expect(succeeded(await all({ team: 'no-such-team' })).items).toEqual([]);
  for (const actor of [acme.owner, support, await acme.staff('sales')])
    expect(await listAudit(actor, { limit: 5 })).toMatchObject({ code: 'forbidden' });
});

test('an account that was deleted has no name any more, and its entries stay', async () => {
  const leaving = await acme.member('developer');
  succeeded(await renameLicense(leaving, { id: license.id, name: 'Last' }));
  await db.sql`delete from memberships where person_id = ${leaving.personId}`;
  await db.sql`delete from people where id = ${leaving.personId}`;
  const [entry] = succeeded(await ofAcme({ who: leaving.personId ?? '' })).items;
  expect(entry?.actor).toEqual({
    kind: 'person',
    id: leaving.personId,
    name: null,
    email: null,
    isStaff: false,
  });
});
