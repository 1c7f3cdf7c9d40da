import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '#lib/domain/instant.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { ANONYMOUS } from '#lib/use-case.ts';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { listBanners } from './list-banners.ts';

const db = useTestDatabase({ VENDOR_TIME_ZONE: 'Europe/Zagreb' });
const NOW = Date.UTC(2026, 10, 24, 12);
const at = (ms: number) => new Date(ms).toISOString();

beforeAll(() => makeKeys(db, NOW));

async function agreementOf(scene: Scene, changes: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  await db.sql`insert into agreements ${db.sql({
    id,
    number: id,
    team_id: scene.team.id,
    title: 'Scanning',
    products: ['BlinkID'],
    platforms: ['android'],
    app_limit: 5,
    starts_on: '2026-01-01',
    ends_on: '2027-12-31',
    starts_at: at(NOW - 300 * DAY_MS),
    last_instant_at: '2027-12-31T23:00:00Z',
    notice_days: 30,
    lease_seconds: 3600,
    grace_seconds: 3600,
    retry_seconds: 300,
    created_at: at(NOW),
    ...changes,
  })}`;
  return id;
}

async function noticeOf(agreementId: string, changes: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  await db.sql`insert into agreement_notices ${db.sql({
    id,
    agreement_id: agreementId,
    cause: 'agreement-terminated',
    notice_days: 30,
    message: 'We part.',
    stored_at: at(NOW),
    ...changes,
  })}`;
  return id;
}

const served = (effectiveAt: number) => ({
  stored_at: at(effectiveAt - 40 * DAY_MS),
  served_at: at(effectiveAt - 40 * DAY_MS),
  served_by: 'mail',
  effective_at: at(effectiveAt),
});

const banners = async (scene: Scene, now = NOW) =>
  succeeded(await listBanners(await scene.member('viewer'), { slug: scene.team.slug }, { now })).items;

test('a notice is shown from when it is stored, with the moment that it would have if it were served now', async () => {
  const scene = await makeTeam(db, 'Acme');
  const id = await noticeOf(await agreementOf(scene));
  expect(await banners(scene)).toEqual([
    {
      kind: 'ending',
      id,
      agreement: { number: expect.any(String), title: 'Scanning' },
      cause: 'agreement-terminated',
      storedAt: at(NOW),
      servedAt: null,
      effectiveAt: null,
      // The end of the vendor's day, 30 days on.
      earliestAt: '2026-12-24T23:00:00.000Z',
      message: 'We part.',
      heldUntil: null,
      licenses: [],
    },
  ]);
});

test('a served notice is shown until two weeks after its moment, and not once it was cancelled', async () => {
  const scene = await makeTeam(db, 'Acme');
  const moment = NOW + 20 * DAY_MS;
  const id = await noticeOf(await agreementOf(scene), served(moment));
  const cancelled = await noticeOf(await agreementOf(scene), served(moment));
  await db.sql`update agreement_notices set cancelled_at = ${at(NOW)}, cancel_kind = 'cured' where id = ${cancelled}`;
  for (const now of [NOW, moment, moment + 14 * DAY_MS - 1])
    expect(await banners(scene, now)).toMatchObject([
      { id, effectiveAt: at(moment), earliestAt: at(moment) },
    ]);
  expect(await banners(scene, moment + 14 * DAY_MS)).toEqual([]);
});

test('a hold is shown with the expiry that it holds, else by itself, and no longer than it lasts', async () => {
  const scene = await makeTeam(db, 'Acme');
  const heldUntil = NOW + 10 * DAY_MS;
  const held = {
    last_instant_at: at(NOW + 5 * DAY_MS),
    held_from: at(NOW + 5 * DAY_MS),
    held_until: at(heldUntil),
  };
  const alone = await agreementOf(scene, held);
  const noticed = await agreementOf(scene, held);
  await noticeOf(noticed, { cause: 'agreement-expired', ...served(heldUntil) });
  expect(await banners(scene)).toMatchObject([
    { kind: 'ending', agreement: { number: noticed }, heldUntil: at(heldUntil) },
    { kind: 'hold', agreement: { number: alone }, heldUntil: at(heldUntil) },
  ]);
  expect(await banners(scene, heldUntil)).toMatchObject([{ kind: 'ending', heldUntil: null }]);
});

test('a lock is shown first, with its reason and not the note, until it is taken away or ends', async () => {
  const scene = await makeTeam(db, 'Acme');
  await noticeOf(await agreementOf(scene));
  const { id, name } = await makeTrial(scene.owner, {}, NOW);
  succeeded(
    await lockLicense(
      await scene.staff('support'),
      { id, reason: 'Leaked.', note: 'ticket 7' },
      { now: NOW },
    ),
  );
  const [first, second] = await banners(scene);
  expect(first).toEqual({
    kind: 'lock',
    license: { id, name, kind: 'trial' },
    since: at(NOW),
    until: null,
    reason: 'Leaked.',
  });
  expect(second).toMatchObject({ kind: 'ending' });
  await db.sql`update licenses set lock_ends_at = ${at(NOW + DAY_MS)} where id = ${id}`;
  expect(await banners(scene, NOW + DAY_MS - 1)).toMatchObject([{ kind: 'lock' }, {}]);
  expect(await banners(scene, NOW + DAY_MS)).toMatchObject([{ kind: 'ending' }]);
});

test('another team learns nothing, whether the team exists or not', async () => {
  const [scene, other] = [await makeTeam(db, 'Acme'), await makeTeam(db, 'Other')];
  await noticeOf(await agreementOf(scene));
  expect(await banners(other)).toEqual([]);
  const theirs = await listBanners(other.owner, { slug: scene.team.slug });
  expect(theirs).toMatchObject({ code: 'not-found' });
  expect(await listBanners(other.owner, { slug: 'no-such-team' })).toEqual(theirs);
  expect(await listBanners(ANONYMOUS, { slug: scene.team.slug })).toMatchObject({ code: 'unauthenticated' });
  expect(
    succeeded(await listBanners(await scene.staff('sales'), { slug: scene.team.slug })).items,
  ).toHaveLength(1);
});
