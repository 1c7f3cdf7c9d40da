import { expect, test } from 'vitest';
import { readLicenseRows } from './license-rows.ts';

const rowsOf = (text: string) => readLicenseRows(text).rows.map(({ row }) => row);

test('lines with one name are one license, and each identifier knows its line', () => {
  const { rows, errors } = readLicenseRows(
    'name,platform,identifier\nHarbor mobile,android,com.harbor.app\n\nHarbor mobile,iOS,com.harbor.App\nHarbor web,browser,id.harbor.com\n',
  );
  expect(errors).toEqual([]);
  expect(rows).toEqual([
    {
      row: {
        name: 'Harbor mobile',
        apps: [
          { platform: 'android', value: 'com.harbor.app' },
          { platform: 'ios', value: 'com.harbor.App' },
        ],
      },
      line: 2,
      lines: [2, 4],
    },
    {
      row: { name: 'Harbor web', apps: [{ platform: 'browser', value: 'id.harbor.com' }] },
      line: 5,
      lines: [5],
    },
  ]);
});

test('tabs, semicolons, quotes, a byte order mark and Windows line ends are read', () => {
  const same = [
    { name: 'A; B', apps: [{ platform: 'android', value: 'com.a' }], products: ['BlinkID', 'BlinkCard'] },
  ];
  expect(
    rowsOf('\uFEFFname;platform;identifier;products\r\n"A; B";android;com.a;"BlinkID; BlinkCard"\r\n'),
  ).toEqual(same);
  expect(rowsOf('Name\tPlatform\tApp\tProducts\nA; B\tAndroid\tcom.a\tBlinkID, BlinkCard')).toEqual(same);
  expect(rowsOf('"Say ""hi""",linux,0123')).toEqual([
    { name: 'Say "hi"', apps: [{ platform: 'linux', value: '0123' }] },
  ]);
});

test('names alone are licenses without identifiers, and self-hosted is issued one', () => {
  expect(rowsOf('Branch 1\nBranch 2')).toEqual([
    { name: 'Branch 1', apps: [] },
    { name: 'Branch 2', apps: [] },
  ]);
  expect(rowsOf('name,platform\nServer,self-hosted')).toEqual([
    { name: 'Server', apps: [{ platform: 'self-hosted' }] },
  ]);
});

test.each([
  ['name,platform,identifier\n,android,com.a', 2, 'The name of the license is missing.'],
  ['A,amiga,com.a', 1, 'amiga is no platform.'],
  ['A,,com.a', 1, 'Which platform is this identifier for?'],
  ['A,android,', 1, 'The identifier is missing.'],
  ['name,platforms\nA,"android, vax"', 2, 'vax is no platform.'],
  ['A,android,com.a,prod,more', 1, 'There are more cells than columns.'],
])('what is wrong with %j is said of its line', (text, line, says) => {
  const [error] = readLicenseRows(text).errors;
  expect(error?.line).toBe(line);
  expect(error?.says).toContain(says);
});

test('more than 500 licenses are refused before anything is sent', () => {
  const { errors } = readLicenseRows(Array.from({ length: 501 }, (_, n) => `License ${n}`).join('\n'));
  expect(errors).toEqual([{ line: 501, says: 'At most 500 licenses are issued together. These are 501.' }]);
});
