import { maskedKey } from './key-files.ts';

/** What a page is drawn with in place of a key: the key itself is fetched when it is copied, shown or downloaded. */
export type MaskedKey = { long: string; short: string; fingerprint: string; length: number };

export function maskKey({ key, fingerprint }: { key: string; fingerprint: string }): MaskedKey {
  const middle = '•'.repeat(24);
  return {
    long: key.length < 40 ? '••••' : `${key.slice(0, 20)}${middle}${key.slice(-8)}`,
    short: maskedKey(key, { start: 4, end: 4 }),
    fingerprint,
    length: key.length,
  };
}
