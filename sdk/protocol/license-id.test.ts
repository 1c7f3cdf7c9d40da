import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CROCKFORD_ALPHABET, encodeCrockford } from './crockford.ts';
import { formatIssuedAppId, parseIssuedAppId } from './issued-app-id.ts';
import { formatLicenseId, isLicenseId, parseLicenseId } from './license-id.ts';

const fiveBytes = fc.uint8Array({ minLength: 5, maxLength: 5 });

describe('encodeCrockford', () => {
  test('writes the number that the bytes are, digit by digit', () => {
    fc.assert(
      fc.property(fiveBytes, (bytes) => {
        const number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
        const read = [...encodeCrockford(bytes)].reduce(
          (sum, digit) => sum * 32n + BigInt(CROCKFORD_ALPHABET.indexOf(digit)),
          0n,
        );
        expect(read).toBe(number);
      }),
    );
  });

  test('takes only whole groups of five bytes', () => {
    expect(() => encodeCrockford(new Uint8Array(4))).toThrow(RangeError);
  });
});

describe('a License ID', () => {
  test('made of any five bytes is read back as it is written, in any case', () => {
    fc.assert(
      fc.property(fiveBytes, (bytes) => {
        const id = formatLicenseId(bytes);
        expect(isLicenseId(id)).toBe(true);
        expect(parseLicenseId(id)).toBe(id);
        expect(parseLicenseId(id.toLowerCase())).toBe(id);
      }),
    );
  });

  test('takes five bytes, no fewer and no more', () => {
    expect(() => formatLicenseId(new Uint8Array(10))).toThrow(RangeError);
    expect(() => formatLicenseId(new Uint8Array(0))).toThrow(RangeError);
  });

  test.each([
    ['LIC-7F3K-9QXM', 'LIC-7F3K-9QXM'],
    ['Lic-oiLO-1i00', 'LIC-0110-1100'],
    ['LIC-7F3K-9QXU', null],
    ['LIC-7F3K-9QXM ', null],
    [' LIC-7F3K-9QXM', null],
    ['LIC-7F3K-9QXMX', null],
    ['L1C-7F3K-9QXM', null],
    ['LIC-7F3K_9QXM', null],
    ['ſIC-7F3K-9QXM', null],
    ['LIC-7F3K-9QXſ', null],
    ['', null],
  ])('%j is read as %j', (text, id) => {
    expect(parseLicenseId(text)).toBe(id);
  });
});

describe('an issued application ID', () => {
  test('made of any five bytes is read back as it is written, in any case, also without its dashes', () => {
    fc.assert(
      fc.property(fiveBytes, (bytes) => {
        const id = formatIssuedAppId(bytes);
        expect(parseIssuedAppId(id)).toBe(id);
        expect(parseIssuedAppId(id.toLowerCase().replaceAll('-', ''))).toBe(id);
      }),
    );
  });

  test('takes five bytes', () => {
    expect(() => formatIssuedAppId(new Uint8Array(10))).toThrow(RangeError);
  });

  test.each(['APP-4T8N-W0RU', 'APP-4T8N-W0R', 'LIC-4T8N-W0RA', 'APP-4T8N-W0RAA', ''])(
    '%j is none',
    (text) => {
      expect(parseIssuedAppId(text)).toBeNull();
    },
  );
});
