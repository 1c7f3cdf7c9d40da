import { beforeAll, expect, it } from 'vitest';
import { checkFor } from '#e2e/check-scene.ts';
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
import { currentKeyStore } from '#lib/keys/current-key-store.ts';
import { readKey } from '#lib/licensing/read-key.ts';
import { ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { explainCheck } from './explain-check.ts';
import { lockLicense } from './lock-license.ts';

const test = useTestDatabase();
let acme: Scene;
let other: Scene;
beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  other = await makeTeam(test, 'Other Inc');
});

function wire(license: string, changes: Partial<ReturnType<typeof checkFor>> = {}) {
  return { ...checkFor(license, changes), platform: 'android' as Platform };
}

it('explains a check as a device sends it, rule by rule, and counts nothing', async () => {
  const { id, name } = await makeTrial(acme.owner);
  const good = succeeded(await explainCheck(acme.owner, wire(id)));
  expect(good).toMatchObject({
    decision: { outcome: 'lease', code: null, leaseSeconds: 3600 },
    license: { id, name, team: acme.team.slug },
    filledFrom: 'request',
    given: null,
    register: null,
  });
  expect(good.steps.every(({ passed, fix, who }) => passed && fix === null && who === null)).toBe(true);
  const bad = succeeded(await explainCheck(acme.owner, wire(id, { app: 'com.acme.app.debug' })));
  expect(bad).toMatchObject({
    decision: { outcome: 'refusal', code: 'app-not-registered' },
    nearMiss: { how: 'debug-suffix', resembles: { platform: 'android', value: 'com.acme.app' } },
    register: { platform: 'android', value: 'com.acme.app.debug' },
  });
  expect(bad.steps.find(({ passed }) => !passed)).toMatchObject({
    rule: 'app',
    expected: 'com.acme.app',
    actual: 'com.acme.app.debug',
    who: 'developer',
  });
  expect(await test.sql`select 1 from check_counts where license_id = ${id}`).toHaveLength(0);
});

it('tells members of a lock with the reason they may read, and not the note', async () => {
  const { id } = await makeTrial(acme.owner);
  await lockLicense(await acme.staff('support'), { id, reason: 'Key leaked.', note: 'On a forum.' });
  const told = succeeded(await explainCheck(acme.owner, wire(id)));
  expect(told.decision).toMatchObject({ outcome: 'lock', code: 'license-locked', retrySeconds: 300 });
  expect(JSON.stringify(told)).toContain('Key leaked.');
  expect(JSON.stringify(told)).not.toContain('forum');
});

it('fills in what is left out from the last refused check, else the last check, else the license', async () => {
  const { id } = await makeProduction(test, acme);
  const { key } = succeeded(await readKey(acme.owner, { id }));
  const fresh = succeeded(await explainCheck(acme.owner, { key }));
  expect(fresh).toMatchObject({
    decision: { outcome: 'lease' },
    filledFrom: 'license',
    lastRefusedAt: null,
    request: { license: id, licensee: acme.team.name, app: 'com.acme.app', product: 'BlinkID' },
    given: { kind: 'key', genuine: true },
  });
  await insertCounts(test, id, [{ version: '7.1', hoursAgo: 1 }]);
  const leased = succeeded(await explainCheck(acme.owner, { license: id.toLowerCase() }));
  expect(leased).toMatchObject({
    filledFrom: 'last-check',
    request: { license: id, version: '7.1', os: '15' },
  });
  const refused = {
    app: 'com.acme.ap',
    outcome: 'refusal',
    code: 'app-not-registered',
    hoursAgo: 5,
  } as const;
  await insertCounts(test, id, [refused]);
  const last = succeeded(await explainCheck(acme.owner, { license: id }));
  expect(last).toMatchObject({
    decision: { code: 'app-not-registered' },
    filledFrom: 'last-refused-check',
    request: { app: 'com.acme.ap', version: '7.8.1' },
    nearMiss: { how: 'typo' },
  });
  expect(last.lastRefusedAt).not.toBeNull();
  const chosen = succeeded(await explainCheck(acme.owner, { license: id, app: 'com.acme.app' }));
  expect(chosen).toMatchObject({ decision: { outcome: 'lease' }, filledFrom: 'license' });
});

it('takes an answer: what it was about, what it said, and whether it is genuine', async () => {
  const { id } = await makeTrial(other.owner);
  const licenseId = parseLicenseId(id);
  if (!licenseId) throw new Error('a License ID is one');
  const claims = {
    sub: licenseId,
    app: 'com.other',
    prd: 'BlinkID',
    plt: 'android' as const,
    nonce: 'b2Zt3xY0qkP1n8Zw',
    iat: 1_700_000_000,
    exp: 1_700_000_300,
    reason: 'app-not-registered' as const,
  };
  const answer = (await currentKeyStore()).signAnswer({ outcome: 'refusal', claims });
  const told = succeeded(await explainCheck(other.owner, { answer: ` ${answer}\n` }));
  expect(told).toMatchObject({
    decision: { code: 'app-not-registered' },
    filledFrom: 'answer',
    request: { app: 'com.other', product: 'BlinkID', platform: 'android' },
    given: {
      kind: 'answer',
      genuine: true,
      outcome: 'refusal',
      code: 'app-not-registered',
      issuedAt: '2023-11-14T22:13:20.000Z',
    },
  });
  const altered = answer.replace(/.{4}$/, 'AAAA');
  expect(succeeded(await explainCheck(other.owner, { answer: altered })).given).toMatchObject({
    genuine: false,
  });
});

it('says what is wrong with a member by its pointer', async () => {
  const { id } = await makeProduction(test, other);
  await expect(explainCheck(other.owner, { ...wire(id), version: 'seven' })).resolves.toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/version' }],
  });
});

it('is for members and staff: another team’s license is like one that does not exist, but to staff', async () => {
  const { id } = await makeProduction(test, other);
  const { key } = succeeded(await readKey(other.owner, { id }));
  const notFound = { ok: false, code: 'not-found' };
  const foreign = await explainCheck(acme.owner, wire(id));
  expect(foreign).toMatchObject(notFound);
  expect(await explainCheck(acme.owner, wire('LIC-0000-0000'))).toEqual(foreign);
  expect(await explainCheck(acme.owner, { key })).toEqual(foreign);
  await expect(explainCheck(ANONYMOUS, wire(id))).resolves.toMatchObject({ code: 'unauthenticated' });
  for (const actor of [await other.member('viewer'), await acme.staff('sales'), COMMAND]) {
    expect(succeeded(await explainCheck(actor, wire(id))).license?.id).toBe(id);
  }
  const unknown = succeeded(await explainCheck(await acme.staff('support'), wire('LIC-0000-0000')));
  expect(unknown).toMatchObject({ decision: { code: 'license-unknown' }, license: null });
  expect(unknown.steps).toHaveLength(1);
});
