import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLicenseRows } from './license-rows.ts';

it('reads a list, and joins lines of one name', () => {
  const text =
    'Wallet, android, com.acme.wallet\nWallet, ios, com.acme.Wallet, test\n\nKiosk, self-hosted,\nPlain\n';
  expect(readLicenseRows(text)).toEqual({
    rows: [
      {
        name: 'Wallet',
        apps: [
          { platform: 'android', value: 'com.acme.wallet' },
          { platform: 'ios', value: 'com.acme.Wallet', environment: 'test' },
        ],
        lines: [1, 2],
      },
      { name: 'Kiosk', apps: [{ platform: 'self-hosted' }], lines: [4] },
      { name: 'Plain', apps: [], lines: [5] },
    ],
    errors: [],
  });
});

it('reads a table with columns in any order, tabs, quotes and products', () => {
  const table = 'Platform\tIdentifier\tLicense\tProducts\nAndroid\tcom.acme.app\tWallet\tBlinkID; BlinkCard';
  expect(readLicenseRows(table).rows).toEqual([
    {
      name: 'Wallet',
      products: ['BlinkID', 'BlinkCard'],
      apps: [{ platform: 'android', value: 'com.acme.app' }],
      lines: [2],
    },
  ]);
  expect(readLicenseRows('"Acme, the ""big"" one",android,com.acme.app').rows[0]?.name).toBe(
    'Acme, the "big" one',
  );
});

it('says by line what it cannot read, and reads the rest', () => {
  const { rows, errors } = readLicenseRows(
    'Wallet,symbian,x\n,android,com.acme.app\nKiosk,,com.acme.app\nGood,ios,com.acme.App',
  );
  expect(errors.map(({ line }) => line)).toEqual([1, 2, 3]);
  expect(rows.map(({ name }) => name)).toEqual(['Good']);
});

it('reads every text, and names each line once at most', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.constantFrom('name', 'a', 'ios', 'x,"', '', '\t', '"q"'))), (lines) => {
      const { rows, errors } = readLicenseRows(lines.map((cells) => cells.join(',')).join('\n'));
      const told = [...rows.flatMap((row) => row.lines), ...errors.map(({ line }) => line)];
      expect(new Set(told).size).toBe(told.length);
      expect(Math.max(0, ...told)).toBeLessThanOrEqual(Math.max(1, lines.length));
    }),
  );
});
