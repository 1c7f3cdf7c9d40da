import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { COMMAND } from '#lib/use-case.ts';
import { lockLicense } from './lock-license.ts';
import { unlockLicense } from './unlock-license.ts';

const test = useTestDatabase();
let acme: Scene;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
});

it('locks with a reason the customer reads, and an unlock undoes it', async () => {
  const support = await acme.staff('support');
  const before = await makeTrial(acme.owner);
  const locked = succeeded(
    await lockLicense(support, {
      id: before.id,
      reason: 'Your key seems to be public.',
      note: 'Found on a forum.',
    }),
  );
  expect(locked).toMatchObject({ state: 'locked', stateReason: 'Your key seems to be public.' });
  const seen = succeeded(await readLicense(acme.owner, { id: before.id }));
  expect(JSON.stringify(seen)).not.toContain('forum');
  const unlocked = succeeded(await unlockLicense(support, { id: before.id, note: 'Key replaced.' }));
  expect({ ...unlocked, version: before.version }).toEqual(before);
  const [lock] = await test.sql`select * from locks where license_id = ${before.id}`;
  expect(lock).toMatchObject({
    note: 'Found on a forum.',
    unlock_note: 'Key replaced.',
    locked_by: support.personId,
  });
});

it('answers conflict when it is locked already, or not locked', async () => {
  const support = await acme.staff('support');
  const { id } = await makeTrial(acme.owner);
  await expect(unlockLicense(support, { id, note: 'x' })).resolves.toMatchObject({ code: 'conflict' });
  await lockLicense(support, { id, reason: 'x' });
  await expect(lockLicense(support, { id, reason: 'y' })).resolves.toMatchObject({ code: 'conflict' });
});

it('answers forbidden to members and to sales, not-found for what does not exist, stale-version for another version', async () => {
  const { id } = await makeTrial((await makeTeam(test, 'Third Inc')).owner);
  const mine = await makeTrial(acme.owner);
  await expect(lockLicense(acme.owner, { id: mine.id, reason: 'x' })).resolves.toMatchObject({
    code: 'forbidden',
  });
  await expect(lockLicense(acme.owner, { id, reason: 'x' })).resolves.toMatchObject({ code: 'not-found' });
  await expect(lockLicense(await acme.staff('sales'), { id, reason: 'x' })).resolves.toMatchObject({
    code: 'forbidden',
  });
  await expect(
    lockLicense(await acme.staff('support'), { id: 'LIC-0000-0000', reason: 'x' }),
  ).resolves.toMatchObject({ code: 'not-found' });
  await expect(
    lockLicense(await acme.staff('support'), { id, reason: 'x' }, { ifMatch: ['7'] }),
  ).resolves.toMatchObject({ code: 'stale-version' });
});

it('is written into the audit log by whom, also from the command line, without its texts', async () => {
  const { id } = await makeTrial((await makeTeam(test, 'Fourth Inc')).owner);
  succeeded(await lockLicense(COMMAND, { id, reason: 'Said on the phone by Mira.' }));
  const [entry] =
    await test.sql`select * from audit_entries where subject_id = ${id} and action = 'license.lock'`;
  expect(entry).toMatchObject({ actor_kind: 'command', actor_id: null });
  expect(JSON.stringify(entry)).not.toContain('Mira');
});
