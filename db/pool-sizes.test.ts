import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { StartRefused } from '#lib/platform/start-refused.ts';
import { pageConnections, pageConnectionsOrRefuse, readConnectionLimit } from './pool-sizes.ts';

test('the embedded database has room for every number of workers', async () => {
  const allowed = await readConnectionLimit(inject('templateUrl'));
  expect(pageConnections({ workers: 64, allowed })).toBe(2);
  expect(pageConnections({ workers: 1, allowed })).toBe(10);
});

test('what all processes may use together is never more than the database allows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 1000 }), (workers, allowed) => {
      const pages = pageConnections({ workers, allowed });
      return pages === null || (pages >= 2 && pages <= 10 && workers * (pages + 4) + 12 <= allowed);
    }),
  );
});

test('too many workers are refused with the number that would do', () => {
  expect(() => pageConnectionsOrRefuse({ workers: 15, allowed: 97 })).toThrow(
    new StartRefused(
      'WORKERS is "15"; it must be at most 14 with a database that allows 97 connections (max_connections), because each worker needs 6.',
    ),
  );
  expect(pageConnectionsOrRefuse({ workers: 14, allowed: 97 })).toBe(2);
});
