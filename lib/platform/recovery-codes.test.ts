import { expect, test } from 'vitest';
import { TEST_SECRET } from '../../e2e/test-secret.ts';
import { makeRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';

const seal = { secret: TEST_SECRET, owner: 'one' };

test('ten codes, all different, of letters and digits that nobody confuses', () => {
  const codes = makeRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
});

test('a code is the same however it is typed, and no code is what cannot be one', () => {
  const expected = recoveryCodeHash('4f0k2-9qx11', seal);
  for (const typed of ['4F0K2-9QX11', ' 4f0k29qx11 ', '4fOk2 9qxIl'])
    expect(recoveryCodeHash(typed, seal)).toBe(expected);
  for (const typed of ['', '123456', '4f0k2-9qx1', '4f0k2-9qx1u', '4f0k2-9qx111'])
    expect(recoveryCodeHash(typed, seal)).toBeNull();
});

test("a code is one person's and one installation's", () => {
  const code = '4f0k2-9qx11';
  expect(recoveryCodeHash(code, { ...seal, owner: 'two' })).not.toBe(recoveryCodeHash(code, seal));
  const another = TEST_SECRET.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'));
  expect(recoveryCodeHash(code, { ...seal, secret: another })).not.toBe(recoveryCodeHash(code, seal));
});
