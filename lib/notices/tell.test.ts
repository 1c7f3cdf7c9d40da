import { beforeAll, expect, test } from 'vitest';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { useMailbox } from '../../e2e/mailbox.ts';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { type Tell, tell } from './tell.ts';

const db = useTestDatabase();
const mailbox = useMailbox(db);
const NOW = Date.now();

let scene: Scene;
let trial: LicenseView;
let lockId: string;
const people: Record<string, string> = {};

beforeAll(async () => {
  await makeKeys(db);
  scene = await makeTeam(db, 'Acme');
  people.owner = String(scene.owner.personId);
  for (const role of ['admin', 'developer', 'viewer'] as const)
    people[role] = String((await scene.member(role)).personId);
  const support = await scene.staff('support');
  people.support = String(support.personId);
  trial = await makeTrial(scene.owner);
  succeeded(
    await lockLicense(support, { id: trial.id, reason: 'The key was seen in public.', note: 'ticket 7' }),
  );
  const [lock] = await db.sql`select id from locks where license_id = ${trial.id}`;
  lockId = String(lock?.id);
});

const told = (over: Partial<Tell> = {}) =>
  db.database.transaction((tx) =>
    tell(tx, { notice: 'license-locked', subjectId: lockId, teamId: scene.team.id, now: NOW, ...over }),
  );
const owed = async (key: string) =>
  (await db.sql`select person_id, address from deliveries where key like ${`%:${key}:%`}`).map(
    ({ person_id, address }) => String(person_id ?? address),
  );
const inbox = async (key: string) =>
  (await db.sql`select person_id from inbox_items where key like ${`%:${key}`}`).map(({ person_id }) =>
    String(person_id),
  );

const named = (...roles: string[]) => roles.map((role) => people[role]).sort();

test('the roles of the notice are told, by mail and in the inbox, each once however often it is told', async () => {
  expect(await told({ key: 'roles' })).toBe(3);
  expect(await told({ key: 'roles' })).toBe(0);
  expect((await owed('roles')).sort()).toEqual(named('owner', 'admin', 'developer'));
  expect((await inbox('roles')).sort()).toEqual(named('owner', 'admin', 'developer'));
});

test('whoever did it is not told', async () => {
  await told({ key: 'except', except: String(people.admin) });
  expect((await owed('except')).sort()).toEqual(named('owner', 'developer'));
});

test('people and addresses can be named, with the roles or without', async () => {
  await told({ key: 'named', to: { people: [String(people.viewer)], addresses: ['Legal@acme.example'] } });
  expect((await owed('named')).sort()).toEqual([...named('viewer'), 'legal@acme.example'].sort());
  await told({ key: 'both', to: { addresses: ['legal@acme.example'], roles: true } });
  expect(await owed('both')).toHaveLength(4);
});

test('who muted a kind finds it in the inbox alone, unless it is theirs to know', async () => {
  await db.sql`update people set muted_notices = '{locks}' where id in (${String(people.admin)}, ${String(people.developer)})`;
  await told({ key: 'muted' });
  expect((await owed('muted')).sort()).toEqual(named('owner', 'admin'));
  expect(await inbox('muted')).toHaveLength(3);
  await db.sql`update people set muted_notices = '{}'`;
});

test('who is suspended is told nothing', async () => {
  await db.sql`update people set suspended_at = now() where id = ${String(people.developer)}`;
  await told({ key: 'suspended' });
  expect((await owed('suspended')).sort()).toEqual(named('owner', 'admin'));
  expect(await inbox('suspended')).toHaveLength(2);
  await db.sql`update people set suspended_at = null`;
});

test('nothing is owed when the change is rolled back, nor when there is nothing to tell', async () => {
  await expect(
    db.database.transaction(async (tx) => {
      await tell(tx, {
        notice: 'license-locked',
        subjectId: lockId,
        key: 'undone',
        teamId: scene.team.id,
        now: NOW,
      });
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  expect(await owed('undone')).toEqual([]);
  expect(await told({ notice: 'license-unlocked', key: 'untrue' })).toBe(0);
  expect(await inbox('untrue')).toEqual([]);
});

test('the mail names the license, what it is for, whether production is affected, its last use, why, and what to do', async () => {
  await told({ key: 'mailed', to: { people: [String(people.viewer)] } });
  const [letter] = await mailbox.lettersTo(`${people.viewer}@example.com`);
  const text = (letter?.text ?? '').replaceAll(/\s+/g, ' ');
  for (const part of [
    trial.id,
    'BlinkID',
    'com.acme.app',
    'No, this is a trial',
    'no check in the last 90 days',
  ])
    expect(text).toContain(part);
  expect(text).toContain('The key was seen in public.');
  expect(text).toContain('What to do:');
  expect(text).not.toContain('ticket 7');
});
