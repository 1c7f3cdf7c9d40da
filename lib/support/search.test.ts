import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { readKey } from '#lib/licensing/read-key.ts';
import { registerApp } from '#lib/licensing/register-app.ts';
import { ANONYMOUS } from '#lib/use-case.ts';
import { lockLicense } from './lock-license.ts';
import { search } from './search.ts';

const test = useTestDatabase();
let acme: Scene;
let globex: Scene;
let trial: LicenseView;
let locked: LicenseView;
let support: Awaited<ReturnType<Scene['staff']>>;

beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  globex = await makeTeam(test, 'Globex Corporation');
  support = await acme.staff('support');
  await test.sql`update people set email = 'mira.jansen@acme.example', name = 'Mira Jansen' where id = ${acme.owner.personId}`;
  trial = await makeTrial(acme.owner, { name: 'Wallet app' });
  locked = await makeTrial(acme.owner, {
    name: 'Counter app',
    platforms: ['android', 'browser'],
    apps: [
      { platform: 'android', value: 'com.acme.*' },
      { platform: 'browser', value: '*.acme.example' },
    ],
  });
  await makeTrial(globex.owner, {
    name: 'Kiosk',
    platforms: ['linux'],
    apps: [{ platform: 'linux', value: '0123456789abcdef0123456789abcdef' }],
  });
  succeeded(await lockLicense(support, { id: locked.id, reason: 'Your key seems to be public.' }));
});

const find = (q: string) => search(support, { q }).then(succeeded);
const licensesOf = async (q: string) =>
  (await find(q)).items.filter(({ type }) => type === 'license').map(({ id }) => id);

it.each([
  ['as it is written', (id: string) => id],
  ['in small letters', (id: string) => id.toLowerCase()],
  ['without dashes', (id: string) => id.replaceAll('-', '')],
  ['without LIC', (id: string) => id.slice(4)],
  ['with spaces', (id: string) => id.replaceAll('-', ' ')],
  [
    'with a wrong character',
    (id: string) => (id.endsWith('X') ? `${id.slice(0, -1)}Y` : `${id.slice(0, -1)}X`),
  ],
  [
    'with a wrong character at the beginning',
    (id: string) => `LIC-${id[4] === 'X' ? 'Y' : 'X'}${id.slice(5)}`,
  ],
  ['with a character missing', (id: string) => id.slice(0, 6) + id.slice(7)],
  ['as far as it was typed', (id: string) => id.slice(0, -2)],
])('finds a License ID %s', async (_, typed) => {
  expect((await find(typed(trial.id))).items[0]).toMatchObject({ type: 'license', id: trial.id });
});

it('finds a license by its key, also one that was cut short, and says so', async () => {
  const { key } = succeeded(await readKey(acme.owner, { id: trial.id }));
  const whole = await find(key);
  expect(whole.items.map(({ id }) => id)).toEqual([trial.id]);
  expect(whole).toMatchObject({ read: { as: 'license-key', license: trial.id, isWhole: true }, hint: null });
  const cut = await find(key.slice(0, -20));
  expect(cut.items.map(({ id }) => id)).toEqual([trial.id]);
  expect(cut.hint).toContain('not whole');
});

it('finds a license by a signed answer', async () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    sub: locked.id,
    app: 'com.acme.app',
    prd: 'BlinkID',
    plt: 'android',
    nonce: 'b2Zt3xY0qkP1n8Zw',
  };
  const jws = `${part({ alg: 'EdDSA', typ: 'lock+jwt', kid: 'abcdefgh' })}.${part({ ...claims, iat: 1, exp: 2, reason: 'license-locked' })}.${'A'.repeat(86)}`;
  const found = await find(jws);
  expect(found.items.map(({ id }) => id)).toEqual([locked.id]);
  expect(found.read).toMatchObject({ as: 'lock', app: 'com.acme.app', reason: 'license-locked' });
});

it('finds licensee, team and people by words, the locked license first', async () => {
  const { items } = await find('acme');
  expect(items[0]).toMatchObject({
    type: 'license',
    id: locked.id,
    state: 'locked',
    team: { name: 'Acme Inc' },
  });
  expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(['license', 'team', 'person']));
  expect(items.find(({ type }) => type === 'team')).toMatchObject({
    id: acme.team.slug,
    licenses: 2,
    locked: 1,
  });
  expect(await licensesOf('wallet')).toEqual([trial.id]);
  expect(await licensesOf('inc acme')).toEqual([locked.id, trial.id]);
  expect((await find(acme.team.slug)).items[0]).toMatchObject({ type: 'team', id: acme.team.slug });
});

it('answers an address with the person, then the teams, then their licenses', async () => {
  const { items } = await find('mira.jansen@acme.example');
  expect(items.map(({ type, id }) => [type, id])).toEqual([
    ['person', 'mira.jansen@acme.example'],
    ['license', locked.id],
    ['license', trial.id],
    ['team', acme.team.slug],
  ]);
});

it('finds an identifier, the patterns that match it, and those that begin so', async () => {
  const { items } = await find('com.acme.app');
  const ids = items.filter(({ type }) => type === 'license').map(({ id }) => id);
  expect(ids.slice(0, 2)).toEqual([locked.id, trial.id]);
  expect(items.map(({ why }) => why)).toContain(
    'com.acme.* (android) is registered, and covers com.acme.app.',
  );
  expect(await licensesOf('https://id.acme.example/login')).toContain(locked.id);
  expect(await licensesOf('01234567-89ab-cdef-0123-456789abcdef')).toHaveLength(2);
  expect((await find('com.acm')).items.filter((one) => one.type === 'license' && one.app)).not.toEqual([]);
});

it('finds identifiers that were refused in the last 35 days, and no older ones', async () => {
  const now = Date.now();
  const refuse = async (app: string, at: number) => {
    await test.sql`select ensure_check_partitions(${new Date(at).toISOString().slice(0, 10)}::date, 1)`;
    await test.sql`
      insert into check_counts (hour, license_id, platform, app, product, version, os, outcome, code, count, last_at)
      values (date_trunc('hour', ${new Date(at).toISOString()}::timestamptz), ${trial.id}, 'android', ${app}, 'BlinkID', '7.8.1', '15', 'refusal',
              'app-not-registered', 312, ${new Date(at).toISOString()})`;
  };
  await refuse('org.umbrella.debug', now - 3 * DAY_MS);
  await refuse('org.umbrella.old', now - 36 * DAY_MS);
  const { items } = await find('org.umbrella');
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    id: trial.id,
    app: { value: 'org.umbrella.debug', licenses: 0, refused: { count: 312 } },
  });
});

it('finds an agreement by its number and title, with its licenses, and a request by its subject', async () => {
  const [agreement] = await test.sql<{ id: string }[]>`
    insert into agreements (number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
      last_instant_at, notice_days, lease_seconds, grace_seconds, retry_seconds, created_at)
    values ('AGR-2025-0142', ${globex.team.id}, 'Kiosks in Europe', '{BlinkID}', '{linux}', 5, '2026-01-01', '2027-02-28',
      '2026-01-01', '2027-03-01', 30, 86400, 259200, 300, now()) returning id`;
  await test.sql`update licenses set agreement_id = ${agreement?.id ?? ''}, kind = 'production', ends_at = null where team_id = ${globex.team.id}`;
  for (const q of ['AGR-2025-0142', 'agr-2025-0142', 'agr-2025', 'kiosks in']) {
    const { items } = await find(q);
    expect(items[0]).toMatchObject({ type: 'agreement', id: 'AGR-2025-0142', endsOn: '2027-02-28' });
    expect(items[1]).toMatchObject({ type: 'license', licensee: 'Globex Corporation' });
  }
  await test.sql`
    insert into requests (type, team_id, license_id, state, subject, terms, created_at, created_by, answer_by, last_message_at)
    values ('unlock', ${acme.team.id}, ${locked.id}, 'open', 'Please unlock the counters', '{}', now(), ${acme.owner.personId}, now(), now())`;
  const [item] = (await find('unlock the counters')).items;
  expect(item).toMatchObject({ type: 'license', id: locked.id });
  expect(item?.type === 'license' && item.request).toMatch(/^[0-9a-f-]{36}$/);
});

it('says of a lease ID that leases are not stored', async () => {
  expect(await find('Qm4xT0vRk2LdYw7e')).toMatchObject({
    items: [],
    hint: expect.stringContaining('lease ID'),
  });
});

it('finds former licensees', async () => {
  await test.sql`update licenses set former_licensees = '{"Initech Ltd"}' where id = ${trial.id}`;
  expect(await licensesOf('initech')).toEqual([trial.id]);
});

it.each([
  '',
  ' ',
  '%',
  '_',
  "'",
  '\\',
  'a',
  '{}',
  '{"',
  'eyJ',
  '中文',
  'x'.repeat(8_000),
  '*.*',
  '&|!',
  "a' & b",
])('answers %j without a failure', async (q) => {
  expect((await find(q)).next).toBeNull();
});

it('counts an identifier once, with the licenses it is on', async () => {
  succeeded(
    await registerApp(globex.owner, {
      id: (await licensesOf('kiosk'))[0] ?? '',
      platform: 'linux',
      value: `${'f'.repeat(31)}0`,
    }),
  );
  const { items } = await find('com.acme.app');
  const apps = items.filter((one) => one.type === 'license' && one.app?.value === 'com.acme.app');
  expect(apps).toHaveLength(1);
  expect(apps[0]).toMatchObject({ app: { licenses: 1 } });
});

it('is for staff alone', async () => {
  for (const role of ['sales', 'support', 'operator'] as const)
    await expect(search(await acme.staff(role), { q: 'acme' })).resolves.toMatchObject({ ok: true });
  await expect(search(acme.owner, { q: 'acme' })).resolves.toMatchObject({ code: 'forbidden' });
  await expect(search(ANONYMOUS, { q: 'acme' })).resolves.toMatchObject({ code: 'unauthenticated' });
});
