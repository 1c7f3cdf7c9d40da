import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '#lib/domain/instant.ts';
import { makeKeys, makeTeam, makeTrial, type Scene } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { remind } from './remind.ts';

const db = useTestDatabase();
const START = Date.UTC(2026, 10, 1, 12);
const HOUR_MS = 3_600_000;

beforeAll(() => makeKeys(db, START));

/** A trial of a team of one, that ends 30 days after `START`. */
async function trial(): Promise<{ id: string; scene: Scene }> {
  const scene = await makeTeam(db, 'Acme');
  const { id } = await makeTrial(scene.owner, {}, START);
  return { id, scene };
}

/** What is owed of a subject, in the order it was told: the notice, and how many days before its end. */
async function owed(subjectId: string): Promise<string[]> {
  const rows = await db.sql`
    select notice, split_part(key, ':', 4) as mark from deliveries where subject_id = ${subjectId} order by created_at`;
  return rows.map(({ notice, mark }) => (/^\d+$/.test(String(mark)) ? `${notice} ${mark}` : String(notice)));
}

async function remindHourly(from: number, to: number): Promise<void> {
  for (let at = from; at <= to; at += HOUR_MS) await remind(at);
}

const day = (n: number) => START + n * DAY_MS;

test('a trial is told of 7, 3 and 1 days before its end, and when it has ended, each once', async () => {
  const { id, scene } = await trial();
  await remindHourly(day(22), day(32));
  expect(await owed(id)).toEqual(['trial-ends 7', 'trial-ends 3', 'trial-ends 1', 'trial-ended']);
  const [row] =
    await db.sql`select person_id, created_at from deliveries where subject_id = ${id} order by created_at`;
  expect(row?.person_id).toBe(scene.owner.personId);
  expect(Date.parse(String(row?.created_at))).toBe(day(23));
}, 60_000);

test('two jobs at once tell once', async () => {
  const { id } = await trial();
  await Promise.all([remind(day(23)), remind(day(23)), remind(day(23))]);
  expect(await owed(id)).toEqual(['trial-ends 7']);
});

test('after a week of downtime only what is true now is told, once', async () => {
  const { id } = await trial();
  await remind(day(22));
  await remind(day(29.5));
  await remind(day(29.6));
  expect(await owed(id)).toEqual(['trial-ends 1']);
});

test('of a trial that ended while the system was down, only that is told, once', async () => {
  const { id } = await trial();
  await remind(day(22));
  await remind(day(34));
  await remind(day(34.1));
  expect(await owed(id)).toEqual(['trial-ended']);
});

test('a clock that jumps forward and back costs no reminder and repeats none', async () => {
  const { id } = await trial();
  await remind(day(23));
  await remind(day(400));
  await remind(day(24));
  await remind(day(26.5));
  await remind(day(27));
  await remind(day(30));
  expect(await owed(id)).toEqual(['trial-ends 7', 'trial-ends 3', 'trial-ended']);
});

test('a trial that is extended has reminders of its new end, and none that its extension stands for', async () => {
  const { id } = await trial();
  await remind(day(23));
  await db.sql`update licenses set ends_at = ${new Date(day(30)).toISOString()}::timestamptz + interval '14 days',
    extended_at = ${new Date(day(24)).toISOString()} where id = ${id}`;
  await remindHourly(day(24), day(31));
  expect(await owed(id)).toEqual(['trial-ends 7']);
  await remind(day(37));
  await remind(day(44));
  expect(await owed(id)).toEqual(['trial-ends 7', 'trial-ends 7', 'trial-ended']);
}, 60_000);

test('nothing is told of a trial that was revoked, nor of one that became a production license', async () => {
  const { id } = await trial();
  await db.sql`update licenses set revoked_at = ${new Date(day(20)).toISOString()} where id = ${id}`;
  await remind(day(29));
  await remind(day(30));
  expect(await owed(id)).toEqual([]);
});

/** A served notice of a team of one, that takes effect 60 days after `START`. */
async function servedNotice(): Promise<{ id: string; agreementId: string }> {
  const scene = await makeTeam(db, 'Acme');
  const [agreementId, id] = [randomUUID(), randomUUID()];
  await db.sql`
    insert into agreements (id, number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
      last_instant_at, notice_days, notice_address, lease_seconds, grace_seconds, retry_seconds, created_at)
    values (${agreementId}, ${agreementId}, ${scene.team.id}, 'Scanning', '{BlinkID}', '{android}', 5, '2026-01-01',
      '2027-12-31', '2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z', 30, 'legal@acme.example', 3600, 3600, 300, now())`;
  await db.sql`
    insert into agreement_notices (id, agreement_id, cause, notice_days, message, stored_at, served_at, served_by, effective_at)
    values (${id}, ${agreementId}, 'agreement-terminated', 30, 'We part.', ${new Date(START).toISOString()},
      ${new Date(START).toISOString()}, 'mail', ${new Date(day(60)).toISOString()})`;
  return { id, agreementId };
}

test('a served notice is told of 30, 14, 7 and 1 days before its moment, and at it, to the team and the notice address', async () => {
  const { id } = await servedNotice();
  for (let n = 0; n < 62; n += 0.5) await remind(day(n));
  const marks = [
    'ending-reminder 30',
    'ending-reminder 14',
    'ending-reminder 7',
    'ending-reminder 1',
    'ending-in-effect',
  ];
  expect(await owed(id)).toEqual(marks.flatMap((mark) => [mark, mark]));
  const addressed =
    await db.sql`select 1 from deliveries where subject_id = ${id} and address = 'legal@acme.example'`;
  expect(addressed).toHaveLength(5);
}, 60_000);

test('nothing more is told of a notice that was cancelled', async () => {
  const { id } = await servedNotice();
  await remind(day(31));
  await db.sql`update agreement_notices set cancelled_at = ${new Date(day(40)).toISOString()}, cancel_kind = 'cured' where id = ${id}`;
  await remind(day(47));
  await remind(day(61));
  expect(new Set(await owed(id))).toEqual(new Set(['ending-reminder 30']));
});

test('an emergency lock that ended by itself is told of once', async () => {
  const { id } = await trial();
  const lockId = randomUUID();
  await db.sql`insert into locks (id, license_id, locked_at, reason, ends_at)
    values (${lockId}, ${id}, ${new Date(day(1)).toISOString()}, 'Leaked key.', ${new Date(day(15)).toISOString()})`;
  await remind(day(15) - 1);
  expect(await owed(lockId)).toEqual([]);
  await remind(day(15));
  await remind(day(16));
  expect(await owed(lockId)).toEqual(['lock-ended']);
});
