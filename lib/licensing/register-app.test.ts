import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { listApps } from './list-apps.ts';
import { readLicense } from './read-license.ts';
import { registerApp } from './register-app.ts';
import { removeApp } from './remove-app.ts';

const test = useTestDatabase();
let acme: Scene;
let other: Scene;
let id: string;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  other = await makeTeam(test, 'Other Inc');
  ({ id } = await makeTrial(acme.owner, {
    platforms: ['android', 'self-hosted'],
    apps: [{ platform: 'android', value: 'com.acme.app' }, { platform: 'self-hosted' }],
  }));
});

it('registers an identifier and raises the version of the license', async () => {
  const before = succeeded(await readLicense(acme.owner, { id }));
  const app = succeeded(await registerApp(acme.owner, { id, platform: 'android', value: 'com.acme.debug' }));
  expect(app).toMatchObject({ platform: 'android', value: 'com.acme.debug' });
  const after = succeeded(await readLicense(acme.owner, { id }));
  expect(after.version).toBe(before.version + 1);
  expect(after.apps.map(({ value }) => value)).toContain('com.acme.debug');
});

it('issues an APP- identifier for self-hosted when none was given', async () => {
  const app = succeeded(await registerApp(acme.owner, { id, platform: 'self-hosted' }));
  expect(app.value).toMatch(/^APP-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
});

it('answers app-taken for an identifier that is registered, whatever its spelling', async () => {
  await expect(
    registerApp(acme.owner, { id, platform: 'android', value: 'com.acme.app:remote' }),
  ).resolves.toMatchObject({ code: 'app-taken' });
});

it('answers invalid-input for a wrong form and for a platform the license does not cover', async () => {
  await expect(registerApp(acme.owner, { id, platform: 'android', value: 'acme' })).resolves.toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/value' }],
  });
  await expect(
    registerApp(acme.owner, { id, platform: 'ios', value: 'com.acme.app' }),
  ).resolves.toMatchObject({ code: 'invalid-input', errors: [{ pointer: '/platform' }] });
});

it('answers stale-version when If-Match names another version, and changes nothing', async () => {
  const result = await registerApp(
    acme.owner,
    { id, platform: 'android', value: 'com.acme.stale' },
    { ifMatch: ['999'] },
  );
  expect(result).toMatchObject({ code: 'stale-version' });
  const { items } = succeeded(await listApps(acme.owner, { id }));
  expect(items.map(({ value }) => value)).not.toContain('com.acme.stale');
});

it('answers too-many-apps at 100', async () => {
  const full = await makeTrial(other.owner, {
    apps: Array.from({ length: 100 }, (_, n) => ({
      platform: 'android' as const,
      value: `com.other.app${n}`,
    })),
  });
  await expect(
    registerApp(other.owner, { id: full.id, platform: 'android', value: 'com.other.more' }),
  ).resolves.toMatchObject({ code: 'too-many-apps' });
});

it('removes an identifier once; a second time it is not found', async () => {
  const app = succeeded(await registerApp(acme.owner, { id, platform: 'android', value: 'com.acme.gone' }));
  await expect(removeApp(acme.owner, { id, appId: app.id })).resolves.toMatchObject({ ok: true });
  await expect(removeApp(acme.owner, { id, appId: app.id })).resolves.toMatchObject({ code: 'not-found' });
  await expect(removeApp(acme.owner, { id, appId: 'no-uuid' })).resolves.toMatchObject({ code: 'not-found' });
});

it('answers another team like a license that does not exist, and a viewer forbidden', async () => {
  const app = { platform: 'android' as const, value: 'com.acme.new' };
  const foreign = await registerApp(other.owner, { id, ...app });
  const absent = await registerApp(other.owner, { id: 'LIC-0000-0000', ...app });
  expect(foreign).toEqual(absent);
  expect(foreign).toMatchObject({ code: 'not-found' });
  await expect(registerApp(await acme.member('viewer'), { id, ...app })).resolves.toMatchObject({
    code: 'forbidden',
  });
  await expect(removeApp(await acme.member('viewer'), { id, appId: 'any' })).resolves.toMatchObject({
    code: 'forbidden',
  });
});

it('reads a License ID in any case', async () => {
  await expect(readLicense(acme.owner, { id: id.toLowerCase() })).resolves.toMatchObject({
    ok: true,
    value: { id },
  });
});
