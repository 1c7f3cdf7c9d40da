import { beforeAll, expect, it } from 'vitest';
import { insertCounts, makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { readRefusals } from './read-refusals.ts';
import { registerApp } from './register-app.ts';

const test = useTestDatabase();
let acme: Scene;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
});

const refused = { outcome: 'refusal', code: 'app-not-registered' } as const;

it('groups refused checks with the fix, and what is put right comes last as fixed', async () => {
  const { id } = await makeTrial(acme.owner);
  await insertCounts(test, id, [
    { count: 900 },
    { ...refused, app: 'com.acme.app.debug', count: 300, hoursAgo: 30 },
    { ...refused, app: 'com.acme.app.debug', count: 12, version: '7.9' },
    { outcome: 'refusal', code: 'platform-not-covered', platform: 'ios', app: 'com.acme.app', count: 5 },
    { ...refused, app: 'not an identifier', count: 4 },
    { ...refused, app: 'com.acme.app.debug', count: 7, hoursAgo: 40 * 24 },
  ]);
  const { items } = succeeded(await readRefusals(acme.owner, { id }));
  expect(items).toMatchObject([
    {
      code: 'app-not-registered',
      value: 'com.acme.app.debug',
      platform: 'android',
      count: 312,
      expected: 'com.acme.app',
      who: 'developer',
      nearMiss: { how: 'debug-suffix', resembles: { value: 'com.acme.app' } },
      register: { platform: 'android', value: 'com.acme.app.debug' },
      isFixed: false,
    },
    { code: 'platform-not-covered', value: 'ios', count: 5, register: null, nearMiss: null },
    { code: 'app-not-registered', value: 'not an identifier', count: 4, register: null },
  ]);
  await registerApp(acme.owner, { id, platform: 'android', value: 'com.acme.app.debug' });
  const after = succeeded(await readRefusals(acme.owner, { id })).items;
  expect(after.at(-1)).toMatchObject({ value: 'com.acme.app.debug', isFixed: true, register: null });
});

it('takes a span, and answers invalid-input when it ends before it begins', async () => {
  const { id } = await makeTrial(acme.owner);
  await insertCounts(test, id, [{ ...refused, app: 'com.acme.old', hoursAgo: 48 }]);
  const from = new Date(Date.now() - 3_600_000).toISOString();
  expect(succeeded(await readRefusals(acme.owner, { id, from })).items).toEqual([]);
  await expect(readRefusals(acme.owner, { id, from, to: '2020-01-01T00:00:00Z' })).resolves.toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/from' }],
  });
});

it('is not found by another team', async () => {
  const { id } = await makeTrial((await makeTeam(test, 'Other Inc')).owner);
  await expect(readRefusals(acme.owner, { id })).resolves.toMatchObject({ code: 'not-found' });
});
