import { expect, test } from 'vitest';
import { checkServer, faultOf } from './server-version.ts';

test.each([
  ['90624', 'that server is PostgreSQL 9; it must be 15 or later'],
  ['140022', 'that server is PostgreSQL 14; it must be 15 or later'],
  ['150000', null],
  ['150018', null],
  ['180004', null],
  ['', 'that server is PostgreSQL ; it must be 15 or later'],
])('a server that says %j: %s', (version, fault) => {
  expect(faultOf({ version, isStandby: false })).toBe(fault);
});

test('a standby is refused: it takes no writes', () => {
  expect(faultOf({ version: '180004', isStandby: true })).toBe(
    'that server is a standby; it must be the primary',
  );
});

test('a server that cannot be reached is named without its password', async () => {
  const url = 'postgres://leasehold:hunter2@127.0.0.1:1/leasehold';
  await expect(checkServer({ url, directUrl: url, isPrepared: true })).rejects.toThrow(
    'DATABASE_URL is "postgres://***@127.0.0.1:1/leasehold"; no database can be reached there (ECONNREFUSED).',
  );
});
