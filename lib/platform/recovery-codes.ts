import { createHmac, randomInt } from 'node:crypto';
import { deriveKey } from './secrets.ts';

/** Crockford's base32: no letter that looks like a digit. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const HOW_MANY = 10;
/** 50 bits each: more than can be tried, and the database alone helps nobody, because the hash is keyed. */
const LENGTH = 10;

/** A fresh set of codes, in the form they are shown: `4f7k2-9qxm1`. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, () => {
    const letters = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
    return `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;
  });
}

/**
 * What the database keeps of a person's code, however it was typed: case, dashes and blanks do not matter, and letters
 * that look like digits are read as those. Null for what cannot be a code.
 */
export function recoveryCodeHash(
  code: string,
  { secret, owner }: { secret: string; owner: string },
): string | null {
  const letters = code.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1');
  if (letters.length !== LENGTH || ![...letters].every((letter) => LETTERS.includes(letter))) return null;
  return createHmac('sha256', deriveKey(secret, 'recovery-codes'))
    .update(`${owner}:${letters}`)
    .digest('base64url');
}
