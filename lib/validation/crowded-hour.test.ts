import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';
import type { CountedCheck } from './check-count.ts';
import { crowdedHour, possibleRows } from './crowded-hour.ts';
import { countKey, sumCounts } from './summed-counts.ts';

const licenseId = parseLicenseId('LIC-7F3K-9QXM') ?? never();
const count = (changes: Partial<CountedCheck> = {}): CountedCheck => ({
  licenseId,
  hour: 0,
  platform: 'android',
  app: 'com.acme.app',
  product: 'BlinkID',
  version: '7.8.1',
  os: '15',
  outcome: 'lease',
  code: '',
  count: 1,
  lastAt: 5,
  leaseEndsAt: 10,
  graceEndsAt: 20,
  isRegistered: true,
  ...changes,
});
const refused = (changes: Partial<CountedCheck> = {}) =>
  count({
    app: 'com.evil',
    outcome: 'refusal',
    code: 'app-not-registered',
    isRegistered: false,
    leaseEndsAt: null,
    graceEndsAt: null,
    ...changes,
  });
const shape = ({ app, product, version, os }: CountedCheck) => [app, product, version, os];
const rowIn = (rows: number, one: CountedCheck, present: CountedCheck[] = []) =>
  crowdedHour([one], { rows, present }).map(shape)[0];

test('a new row keeps less and less as the hour fills: first the OS goes, then the version, then the product', () => {
  expect(rowIn(379, count())).toEqual(['com.acme.app', 'BlinkID', '7.8.1', '15']);
  expect(rowIn(380, count())).toEqual(['com.acme.app', 'BlinkID', '7.8.1', 'other']);
  expect(rowIn(409, count())).toEqual(['com.acme.app', 'BlinkID', '7.8.1', 'other']);
  expect(rowIn(410, count())).toEqual(['com.acme.app', 'BlinkID', 'other', 'other']);
  expect(rowIn(429, count())).toEqual(['com.acme.app', 'BlinkID', 'other', 'other']);
  expect(rowIn(430, count())).toEqual(['com.acme.app', 'other', 'other', 'other']);
});

test('a registered identifier is always kept, and one that is not becomes other at last', () => {
  expect(rowIn(9999, count())).toEqual(['com.acme.app', 'other', 'other', 'other']);
  expect(rowIn(429, refused())?.[0]).toBe('com.evil');
  expect(rowIn(430, refused())).toEqual(['other', 'other', 'other', 'other']);
});

test('a row that is there is added to, however full the hour is, and the fullest first', () => {
  expect(rowIn(500, count(), [count()])).toEqual(['com.acme.app', 'BlinkID', '7.8.1', '15']);
  expect(rowIn(500, count(), [count({ os: 'other', version: 'other' }), count({ os: 'other' })])).toEqual([
    'com.acme.app',
    'BlinkID',
    '7.8.1',
    'other',
  ]);
});

test('whatever is sent, an hour has at most 500 rows, none is lost, and every lease keeps its identifier', () => {
  const text = fc.string({ minLength: 1, maxLength: 2 });
  const sent = fc
    .record({
      registered: fc.constantFrom('com.acme.a', 'com.acme.b', 'com.acme.c', null),
      app: text,
      product: text,
      version: text,
      os: text,
    })
    .map(({ registered, app, ...rest }) =>
      registered ? count({ app: registered, ...rest }) : refused({ app, ...rest }),
    );
  fc.assert(
    fc.property(
      fc.array(fc.array(sent, { minLength: 200, maxLength: 256 }), { minLength: 3, maxLength: 4 }),
      (batches) => {
        const hour = new Map<string, CountedCheck>();
        let total = 0;
        for (const batch of batches) {
          const present = possibleRows(batch).filter((row) => hour.has(countKey(row)));
          for (const row of sumCounts(crowdedHour(batch, { rows: hour.size, present })).rows) {
            const key = countKey(row);
            hour.set(key, { ...row, count: row.count + (hour.get(key)?.count ?? 0) });
          }
          total += batch.length;
          expect(hour.size).toBeLessThanOrEqual(500);
        }
        const rows = [...hour.values()];
        expect(rows.reduce((sum, row) => sum + row.count, 0)).toBe(total);
        const leases = batches
          .flat()
          .filter(({ outcome, app }) => outcome === 'lease' && app === 'com.acme.a').length;
        const counted = rows.filter(({ outcome, app }) => outcome === 'lease' && app === 'com.acme.a');
        expect(counted.reduce((sum, row) => sum + row.count, 0)).toBe(leases);
      },
    ),
    { numRuns: 20, endOnFailure: true },
  );
});

test('counts of one key are summed with the latest of each time, and rows come in one order however they went in', () => {
  const counts = [count({ os: '9' }), count({ lastAt: 7 }), count({ leaseEndsAt: 30 }), refused()];
  const { rows, rowOf } = sumCounts(counts);
  expect(rows.map(countKey)).toEqual(rows.map(countKey).toSorted());
  expect(rowOf.map((row) => rows[row]?.os)).toEqual(['9', '15', '15', '15']);
  expect(rows[rowOf[1] ?? -1]).toMatchObject({ count: 2, lastAt: 7, leaseEndsAt: 30, graceEndsAt: 20 });
  expect(sumCounts(counts.toReversed()).rows.map(countKey)).toEqual(rows.map(countKey));
  expect(rows[rowOf[3] ?? -1]).toMatchObject({ leaseEndsAt: null, graceEndsAt: null });
});

function never(): never {
  throw new Error('this cannot be missing');
}
