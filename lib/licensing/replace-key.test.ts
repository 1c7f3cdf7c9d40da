import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeProduction, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { copyKey } from './copy-key.ts';
import { readKey } from './read-key.ts';
import { readLicense } from './read-license.ts';
import { replaceKey } from './replace-key.ts';
import { revokeLicense } from './revoke-license.ts';

const test = useTestDatabase();
let acme: Scene;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
});

it('gives a new License ID for the same terms; both are accepted for the overlap, then the old one is revoked', async () => {
  const old = await makeProduction(test, acme, {
    apps: [
      { platform: 'android', value: 'com.acme.app', environment: 'live' },
      { platform: 'android', value: 'com.acme.two' },
    ],
  });
  const now = Date.now();
  const made = succeeded(await replaceKey(acme.owner, { id: old.id, overlapDays: 3 }, { now }));
  const { id, apps, createdAt: _, version: __, createdBy: ___, ...same } = made;
  const { id: oldId, apps: oldApps, createdAt: ____, version: _____, createdBy: ______, ...wanted } = old;
  expect(same).toEqual(wanted);
  expect(id).not.toBe(oldId);
  expect(apps.map(({ id: _id, ...app }) => app)).toEqual(oldApps.map(({ id: _id, ...app }) => app));
  const keys = await Promise.all([readKey(acme.owner, { id }), readKey(acme.owner, { id: oldId })]);
  expect(new Set(keys.map((key) => succeeded(key).key)).size).toBe(2);

  const end = now + 3 * 86_400_000;
  const during = succeeded(await readLicense(acme.owner, { id: oldId }, { now: end - 1 }));
  expect(during).toMatchObject({
    state: 'scheduled',
    stateUntil: new Date(end).toISOString(),
    replacedBy: id,
  });
  expect(succeeded(await readLicense(acme.owner, { id: oldId }, { now: end })).state).toBe('revoked');
  expect(succeeded(await readLicense(acme.owner, { id }, { now: end })).state).toBe('active');
});

it('counts as the same trial, and the old License ID can be revoked before its overlap is over', async () => {
  const team = await makeTeam(test, 'Third Inc');
  for (let nth = 0; nth < 3; nth++) await makeTrial(team.owner);
  const [first] = await test.sql`select id from licenses where team_id = ${team.team.id} limit 1`;
  const made = succeeded(await replaceKey(team.owner, { id: first?.id }));
  expect(made.state).toBe('active');
  await expect(makeTrial(team.owner)).rejects.toThrow('trial-limit-running');
  expect(succeeded(await revokeLicense(team.owner, { id: first?.id })).state).toBe('revoked');
});

it('answers conflict twice, for what is revoked or locked, and to the team alone for the latter', async () => {
  const team = await makeTeam(test, 'Fourth Inc');
  const { id } = await makeTrial(team.owner);
  succeeded(await replaceKey(team.owner, { id, overlapSeconds: 0 }));
  expect(succeeded(await readLicense(team.owner, { id })).state).toBe('revoked');
  await expect(replaceKey(team.owner, { id })).resolves.toMatchObject({ code: 'conflict' });
  const locked = await makeTrial(team.owner);
  const support = await team.staff('support');
  await lockLicense(support, { id: locked.id, reason: 'Leaked.' });
  await expect(replaceKey(team.owner, { id: locked.id })).resolves.toMatchObject({ code: 'conflict' });
  expect(succeeded(await replaceKey(support, { id: locked.id })).state).toBe('active');
  expect(succeeded(await readLicense(team.owner, { id: locked.id })).state).toBe('locked');
});

it('is for developers and support; forbidden to viewers and sales, not-found to others, stale-version', async () => {
  const { id } = await makeProduction(test, await makeTeam(test, 'Fifth Inc'));
  await expect(replaceKey(acme.owner, { id })).resolves.toMatchObject({ code: 'not-found' });
  await expect(replaceKey(await acme.staff('sales'), { id })).resolves.toMatchObject({ code: 'forbidden' });
  const mine = await makeProduction(test, acme);
  const viewer = await acme.member('viewer');
  await expect(replaceKey(viewer, { id: mine.id })).resolves.toMatchObject({ code: 'forbidden' });
  const stale = await replaceKey(acme.owner, { id: mine.id }, { ifMatch: ['0'] });
  expect(stale).toMatchObject({ code: 'stale-version' });
  expect(succeeded(await replaceKey(await acme.member('developer'), { id: mine.id })).kind).toBe(
    'production',
  );
});

it('revokes a trial for good, by admins and support; a production license only when it was replaced', async () => {
  const team = await makeTeam(test, 'Sixth Inc');
  const { id } = await makeTrial(team.owner);
  const developer = await team.member('developer');
  await expect(revokeLicense(developer, { id })).resolves.toMatchObject({ code: 'forbidden' });
  await expect(revokeLicense(acme.owner, { id })).resolves.toMatchObject({ code: 'not-found' });
  await expect(revokeLicense(team.owner, { id }, { ifMatch: ['0'] })).resolves.toMatchObject({
    code: 'stale-version',
  });
  expect(succeeded(await revokeLicense(await team.member('admin'), { id })).state).toBe('revoked');
  await expect(revokeLicense(team.owner, { id })).resolves.toMatchObject({ code: 'conflict' });
  const production = await makeProduction(test, team);
  const support = await team.staff('support');
  await expect(revokeLicense(support, { id: production.id })).resolves.toMatchObject({ code: 'conflict' });
  succeeded(await replaceKey(support, { id: production.id }));
  expect(succeeded(await revokeLicense(support, { id: production.id })).state).toBe('revoked');
});

it('notes when a key was copied, without another version of the license', async () => {
  const { id, version } = await makeTrial((await makeTeam(test, 'Seventh Inc')).owner);
  await expect(copyKey(acme.owner, { id })).resolves.toMatchObject({ code: 'not-found' });
  const mine = await makeProduction(test, acme);
  await expect(copyKey(await acme.member('viewer'), { id: mine.id })).resolves.toMatchObject({
    code: 'forbidden',
  });
  const now = Date.now();
  succeeded(await copyKey(acme.owner, { id: mine.id }, { now }));
  const seen = succeeded(await readLicense(acme.owner, { id: mine.id }));
  expect(seen).toEqual({ ...mine, keyCopiedAt: new Date(now).toISOString() });
  expect(version).toBe(1);
});
