import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptedStep, hotp, makeTotpSecret, toBase32, totpStep, totpUri } from './totp.ts';

/** The secret of both RFCs' test vectors. */
const RFC_SECRET = Buffer.from('12345678901234567890');
const STEP_MS = 30_000;

test.each(
  // RFC 4226 appendix D.
  ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
    (code, counter) => [counter, code] as const,
  ),
)('RFC 4226: the code of counter %i is %s', (counter, code) => {
  expect(hotp(RFC_SECRET, counter)).toBe(code);
});

test.each([
  // RFC 6238 appendix B, the rows of SHA-1.
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('RFC 6238: the code at second %i is %s', (second, code) => {
  expect(hotp(RFC_SECRET, totpStep(second * 1000), 8)).toBe(code);
});

test('a code is taken in its own step, the one before and the one after, and in no other', () => {
  const now = 1_764_000_015_000;
  const taken = (offset: number) =>
    acceptedStep(RFC_SECRET, hotp(RFC_SECRET, totpStep(now) + offset), { now, lastStep: null });
  expect([-1, 0, 1].map(taken)).toEqual([-1, 0, 1].map((offset) => totpStep(now) + offset));
  expect([-3, -2, 2, 3].map(taken)).toEqual([null, null, null, null]);
});

test('a step ends after its thirtieth second', () => {
  const start = totpStep(1_764_000_000_000) * STEP_MS;
  expect(totpStep(start)).toBe(totpStep(start + STEP_MS - 1));
  expect(totpStep(start + STEP_MS)).toBe(totpStep(start) + 1);
});

test('no code counts twice, nor one before it', () => {
  const now = 1_764_000_015_000;
  const step = totpStep(now);
  expect(acceptedStep(RFC_SECRET, hotp(RFC_SECRET, step), { now, lastStep: step })).toBeNull();
  expect(acceptedStep(RFC_SECRET, hotp(RFC_SECRET, step - 1), { now, lastStep: step })).toBeNull();
  expect(acceptedStep(RFC_SECRET, hotp(RFC_SECRET, step + 1), { now, lastStep: step })).toBe(step + 1);
});

test('blanks in a code do not matter, anything else does', () => {
  const now = 1_764_000_015_000;
  const code = hotp(RFC_SECRET, totpStep(now));
  const isTaken = (given: string) => acceptedStep(RFC_SECRET, given, { now, lastStep: null }) !== null;
  expect(isTaken(` ${code.slice(0, 3)} ${code.slice(3)} `)).toBe(true);
  for (const given of ['', code.slice(1), `${code}0`, '一二三四五六', 'abcdef'])
    expect(isTaken(given)).toBe(false);
});

test.each([
  // RFC 4648 section 10, without the padding.
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('RFC 4648: %j in base32 is %j', (text, encoded) => {
  expect(toBase32(Buffer.from(text))).toBe(encoded);
});

test('base32 says every bit', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const bits = [...toBase32(bytes)]
        .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
        .join('');
      const expected = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
      expect(bits.slice(0, expected.length)).toBe(expected);
      expect(bits.slice(expected.length)).toMatch(/^0{0,4}$/);
    }),
  );
});

test('the address for apps names the account, the issuer and the secret', () => {
  const secret = makeTotpSecret();
  const uri = new URL(totpUri(secret, { issuer: 'Acme & Söhne', account: 'ana@example.com' }));
  expect(secret).toHaveLength(20);
  expect(uri.protocol + uri.host).toBe('otpauth:totp');
  expect(decodeURIComponent(uri.pathname)).toBe('/Acme & Söhne:ana@example.com');
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: toBase32(secret),
    issuer: 'Acme & Söhne',
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  });
});
