import { beforeAll, expect, test } from 'vitest';
import { acceptMail, makeAgreement, NOW } from '#e2e/agreement-scene.ts';
import { makeKeys, makeTeam, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { cancelTermination } from './cancel-notice.ts';
import { listNoticesUnderWay } from './list-notices-under-way.ts';
import { terminate } from './terminate.ts';

const at = useTestDatabase();
beforeAll(() => makeKeys(at, NOW - DAY_MS));

const end = { cause: 'agreement-terminated' as const, message: 'As agreed.' };

test('notices that nobody accepted come first, then the nearest moment; what was cancelled or took effect is gone', async () => {
  const scene = await makeTeam(at, 'Notices Inc');
  const sales = await scene.staff('sales');
  const give = async (noticeDays: number, now: number) => {
    const { number } = await makeAgreement(sales, scene, { noticeDays }, now);
    succeeded(await terminate(sales, { number, ...end }, { now }));
    return number;
  };
  const late = await give(90, NOW - 2000);
  const near = await give(30, NOW - 1000);
  for (const number of [late, near]) await acceptMail(at, number);
  const gone = await give(30, NOW);
  succeeded(await cancelTermination(sales, { number: gone, kind: 'cancelled' }, { now: NOW }));
  const stored = await give(30, NOW);
  await at.sql`
    update deliveries set attempts = 2, last_attempt_at = ${new Date(NOW)}, last_refusal = '550 no such mailbox'
    where subject_id = (select n.id::text from agreement_notices n join agreements a on a.id = n.agreement_id
                        where a.number = ${stored} and n.cancelled_at is null)`;

  const { items } = succeeded(await listNoticesUnderWay(sales, {}, { now: NOW }));
  expect(items.map(({ number }) => number)).toEqual([stored, near, late]);
  expect(items[0]).toMatchObject({
    team: scene.team.slug,
    teamName: 'Notices Inc',
    cause: 'agreement-terminated',
    servedAt: null,
    effectiveAt: null,
    mails: 1,
    accepted: 0,
    refused: 1,
    lastRefusal: '550 no such mailbox',
  });
  expect(items[1]).toMatchObject({ mails: 1, accepted: 1, refused: 0, lastRefusal: null });

  const later = succeeded(await listNoticesUnderWay(sales, {}, { now: NOW + 40 * DAY_MS }));
  expect(later.items.map(({ number }) => number)).toEqual([stored, late]);
});

test('they are for sales and operators alone, page by page', async () => {
  const { owner, staff } = await makeTeam(at, 'Other Inc');
  expect(await listNoticesUnderWay(owner, {}, { now: NOW })).toMatchObject({ code: 'forbidden' });
  expect(await listNoticesUnderWay(await staff('support'), {}, { now: NOW })).toMatchObject({
    code: 'forbidden',
  });
  const operator = await staff('operator');
  const first = succeeded(await listNoticesUnderWay(operator, { limit: 1 }, { now: NOW }));
  expect(first.items).toHaveLength(1);
  expect(first.next).not.toBeNull();
  expect(await listNoticesUnderWay(operator, { cursor: 'x' }, { now: NOW })).toMatchObject({
    code: 'invalid-input',
  });
});
