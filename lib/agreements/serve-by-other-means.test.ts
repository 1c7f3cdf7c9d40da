import { beforeAll, beforeEach, expect, it } from 'vitest';
import { acceptMail, makeAgreement, NOW } from '#e2e/agreement-scene.ts';
import { makeKeys, makeTeam, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import type { Actor } from '#lib/use-case.ts';
import { listNotices } from './list-notices.ts';
import { readAgreement } from './read-agreement.ts';
import { carryOutNoticeService, readEvidence, serveByOtherMeans } from './serve-by-other-means.ts';
import { terminate } from './terminate.ts';

const test = useTestDatabase();
let acme: Scene;
let sales: Actor;
let number: string;
let notice: string;
beforeAll(async () => {
  await makeKeys(test);
  sales = await (await makeTeam(test, 'Vendor')).staff('sales');
});
beforeEach(async () => {
  acme = await makeTeam(test, 'Acme Inc');
  ({ number } = await makeAgreement(sales, acme));
  succeeded(
    await terminate(
      sales,
      { number, cause: 'material-breach', message: 'The invoice is open.' },
      { now: NOW },
    ),
  );
  notice = succeeded(await listNotices(sales, { number })).items[0]?.id ?? '';
});

const LATER = NOW + 3 * DAY_MS;
const evidence = {
  name: 'receipt.pdf',
  type: 'application/pdf',
  content: Buffer.from('%PDF').toString('base64'),
};
const record = (more = {}, now = LATER, who = sales) =>
  serveByOtherMeans(
    who,
    { number, notice, servedOn: '2026-11-26', means: 'Registered letter RR123', evidence, ...more },
    { now },
  );
const approve = async (second: Actor, now: number) => {
  const [approval] = await test.sql<{ noticeId: string; askedBy: string; terms: Record<string, unknown> }[]>`
    select notice_id as "noticeId", asked_by as "askedBy", terms from approvals where notice_id = ${notice} order by asked_at desc limit 1`;
  if (!approval) throw new Error('no approval was asked for');
  return test.database.transaction((tx) => carryOutNoticeService({ tx, now, actor: second }, approval));
};
const read = async (now: number) => succeeded(await readAgreement(acme.owner, { number }, { now }));

it('serves a notice once a second person approved it, at the end of the day on which it was served', async () => {
  const support = await acme.staff('support');
  const { approval } = succeeded(await record());
  expect(await approve(sales, LATER)).toMatchObject({ code: 'conflict' });
  expect((await read(LATER)).termination).toMatchObject({ noticeServedAt: null });
  const before = succeeded(await listNotices(sales, { number })).items[0];
  expect(before?.services).toMatchObject([
    { approval, approvalState: 'open', evidence: { name: 'receipt.pdf', bytes: 4 } },
  ]);
  expect(await approve(support, LATER)).toMatchObject({
    ok: true,
    subject: { type: 'agreement', id: number },
    teamId: acme.team.id,
  });
  const { termination } = await read(LATER);
  // Served on 26 November, which ended as the 27th began; 30 days later is 27 December.
  expect(termination).toMatchObject({
    noticeServedAt: '2026-11-27T00:00:00.000Z',
    effectiveAt: '2026-12-28T00:00:00.000Z',
  });
  const [entry] = await test.sql`
    select * from audit_entries where action = 'agreement.serve-notice' and subject_id = ${number}`;
  expect(entry).toMatchObject({ actor_id: support.personId, after: { servedBy: 'other-means' } });
  expect(JSON.stringify(entry)).not.toContain('Registered');
  expect(await approve(support, LATER)).toMatchObject({ code: 'conflict' });
});

it('lets leases that were granted before the approval run out first', async () => {
  succeeded(await record());
  const late = NOW + 29 * DAY_MS;
  await approve(await acme.staff('support'), late);
  // Leases of 24 hours and 72 hours of grace were granted until then.
  expect(Date.parse((await read(late)).endsAt ?? '')).toBeGreaterThanOrEqual(late + 4 * DAY_MS);
  expect((await read(late)).endsAt).toBe('2026-12-28T00:00:00.000Z');
});

it('shows the evidence to staff, and to nobody else', async () => {
  succeeded(await record());
  const seen = succeeded(await listNotices(acme.owner, { number })).items[0];
  expect(seen).toMatchObject({
    services: [],
    deliveries: [],
    storedBy: null,
    message: 'The invoice is open.',
  });
  const service = succeeded(await listNotices(sales, { number })).items[0]?.services[0]?.id ?? '';
  expect(succeeded(await readEvidence(sales, { number, service }))).toEqual(evidence);
  expect(await readEvidence(acme.owner, { number, service })).toMatchObject({ code: 'forbidden' });
  expect(await readEvidence(sales, { number, service: 'x' })).toMatchObject({ code: 'not-found' });
});

it('answers conflict, invalid-input, not-found and forbidden where it must', async () => {
  const stranger = (await makeTeam(test, 'Stranger')).owner;
  expect(await record({}, LATER, acme.owner)).toMatchObject({ code: 'forbidden' });
  expect(await record({}, LATER, stranger)).toMatchObject({ code: 'not-found' });
  expect(await record({ notice: '00000000-0000-4000-8000-000000000000' })).toMatchObject({
    code: 'not-found',
  });
  expect(await record({ servedOn: '2026-11-23' })).toMatchObject({ code: 'invalid-input' });
  expect(await record({ servedOn: '2026-11-28' })).toMatchObject({ code: 'invalid-input' });
  succeeded(await record());
  expect(await record()).toMatchObject({ code: 'conflict' });
  await acceptMail(test, number, { at: LATER });
  await test.sql`update approvals set state = 'declined', decided_at = now() where notice_id = ${notice}`;
  expect(await record()).toMatchObject({ code: 'conflict' });
  expect(await approve(await acme.staff('support'), LATER)).toMatchObject({ code: 'conflict' });
});
