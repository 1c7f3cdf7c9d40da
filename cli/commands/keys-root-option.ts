import { resolve } from 'node:path';
import { readPrivateJwk } from '#lib/keys/private-jwk-file.ts';
import { MOST_KEY_SET_DAYS, OFFLINE_KEY_SET_DAYS } from '#lib/keys/roots.ts';
import type { SigningKey } from '#lib/keys/signing-key.ts';
import { reasonOf } from '#lib/platform/start-refused.ts';
import { type CommandOption, Failed, type Given, optional, WrongUse } from '../command.ts';

export const DAYS_OPTION = {
  days: {
    type: 'string',
    says: `How long the key set is valid: 1 to ${MOST_KEY_SET_DAYS}, else ${OFFLINE_KEY_SET_DAYS}.`,
  },
} as const satisfies Record<string, CommandOption>;

/** What `--days` says, a whole number of days within what the wire contract allows. */
export function daysOf(given: Given): number {
  const text = optional(given, 'days');
  if (text === undefined) return OFFLINE_KEY_SET_DAYS;
  const days = Number(text);
  if (!/^\d{1,3}$/.test(text) || days < 1 || days > MOST_KEY_SET_DAYS)
    throw new WrongUse(
      `--days is ${JSON.stringify(text)}; it must be a whole number from 1 to ${MOST_KEY_SET_DAYS}.`,
    );
  return days;
}

/** The root whose private JWK is in a file. */
export async function readRoot(path: string): Promise<SigningKey> {
  let key: SigningKey | null;
  try {
    key = await readPrivateJwk(resolve(path));
  } catch (error) {
    throw new Failed(`${path} cannot be read: ${reasonOf(error)}.`);
  }
  if (key === null)
    throw new Failed(`${path} holds no Ed25519 private key as JWK, or one whose x is not of its d.`);
  return key;
}
