import { expect, test } from 'vitest';
import { keyFingerprint } from './key-fingerprint.ts';

test('a fingerprint is the first 8 hexadecimal digits of the SHA-256 of the key', () => {
  // printf abc | sha256sum
  expect(keyFingerprint('abc')).toBe('ba7816bf');
});
