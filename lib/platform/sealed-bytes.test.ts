import { expect, test } from 'vitest';
import { TEST_SECRET } from '../../e2e/test-secret.ts';
import { sealBytes, unsealBytes } from './sealed-bytes.ts';

const seal = { secret: TEST_SECRET, purpose: 'second-factors', owner: 'one' };
const bytes = Buffer.from('twenty secret bytes.');

test('what was sealed opens again, and never looks the same', () => {
  const [first, second] = [sealBytes(bytes, seal), sealBytes(bytes, seal)];
  expect(first).not.toBe(second);
  expect(unsealBytes(first, seal)).toEqual(bytes);
});

test("another secret, another purpose, another owner's row and a changed text open nothing", () => {
  const sealed = sealBytes(bytes, seal);
  const another = TEST_SECRET.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'));
  expect(unsealBytes(sealed, { ...seal, secret: another })).toBeNull();
  expect(unsealBytes(sealed, { ...seal, purpose: 'sessions' })).toBeNull();
  expect(unsealBytes(sealed, { ...seal, owner: 'two' })).toBeNull();
  expect(unsealBytes(sealed.replace(/^1\./, '2.'), seal)).toBeNull();
  expect(unsealBytes(`${sealed.slice(0, -4)}AAAA`, seal)).toBeNull();
  expect(unsealBytes('', seal)).toBeNull();
});
