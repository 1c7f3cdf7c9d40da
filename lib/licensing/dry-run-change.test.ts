import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import {
  insertCounts,
  makeKeys,
  makeProduction,
  makeTeam,
  makeTrial,
  type Scene,
  succeeded,
} from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { dryRunChange } from './dry-run-change.ts';
import { readLicense } from './read-license.ts';

const test = useTestDatabase();
let acme: Scene;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
});

it('tells what a change would have meant for 30 days of checks, and changes nothing', async () => {
  const before = await makeTrial(acme.owner);
  const { id, apps } = before;
  const leaseEndsAt = new Date(Date.now() + 1_800_000);
  const graceEndsAt = new Date(Date.now() + 86_400_000);
  await insertCounts(test, id, [
    { count: 40, hoursAgo: 0.01, leaseEndsAt, graceEndsAt },
    { count: 100, hoursAgo: 48 },
    { count: 5, version: '8.0', hoursAgo: 48 },
    { count: 1000, hoursAgo: 31 * 24 },
    { count: 7, app: 'com.acme.app.debug', outcome: 'refusal', code: 'app-not-registered' },
  ]);
  const removal = { removeApps: [apps[0]?.id ?? ''] };
  expect(succeeded(await dryRunChange(acme.owner, { id, change: removal }))).toMatchObject({
    checks: 152,
    stops: 145,
    starts: 0,
    changed: [
      { app: 'com.acme.app', version: '7.8.1', count: 140, after: 'refusal', code: 'app-not-registered' },
      { app: 'com.acme.app', version: '8.0', count: 5 },
    ],
    changedKinds: 2,
    leasesUntil: leaseEndsAt.toISOString(),
    graceUntil: graceEndsAt.toISOString(),
  });
  const addition = { addApps: [{ platform: 'android' as const, value: 'com.acme.app.debug' }] };
  expect(succeeded(await dryRunChange(acme.owner, { id, change: addition }))).toMatchObject({
    stops: 0,
    starts: 7,
    leasesUntil: null,
  });
  const support = await acme.staff('support');
  expect(succeeded(await dryRunChange(support, { id, change: { lock: true } })).stops).toBe(145);
  const ending = succeeded(
    await dryRunChange(acme.owner, { id, change: { endsAt: '2026-12-01T00:00:00+01:00' } }),
  );
  expect(ending.at).toBe(
    new Date(Math.max(Date.parse('2026-12-01T00:00:00+01:00'), Date.parse(ending.to))).toISOString(),
  );
  expect(succeeded(await readLicense(acme.owner, { id }))).toEqual(before);
});

it('asks the agreement’s version cap of a production license', async () => {
  const { id } = await makeProduction(test, acme);
  await insertCounts(test, id, [{ count: 3, version: '8.0' }, { count: 9 }]);
  const result = await dryRunChange(await acme.staff('sales'), { id, change: { versionCap: '7' } });
  expect(succeeded(result)).toMatchObject({
    stops: 3,
    changed: [{ version: '8.0', code: 'version-not-covered' }],
  });
});

it('answers invalid-input for an identifier that is none or not there, not-found to another team', async () => {
  const { id } = await makeTrial((await makeTeam(test, 'Other Inc')).owner);
  await expect(dryRunChange(acme.owner, { id, change: { lock: true } })).resolves.toMatchObject({
    code: 'not-found',
  });
  const support = await acme.staff('support');
  await expect(dryRunChange(support, { id, change: { removeApps: [randomUUID()] } })).resolves.toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/change/removeApps/0' }],
  });
  const wrong = { addApps: [{ platform: 'android' as const, value: 'acme' }] };
  await expect(dryRunChange(support, { id, change: wrong })).resolves.toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/change/addApps/0/value' }],
  });
});
