import { encodeCrockford, readCrockford } from './crockford.ts';

declare const issuedAppId: unique symbol;

/** An application identifier that the dashboard issues for self-hosted products, `APP-4T8N-W0RA` (wire.md section 5). */
export type IssuedAppId = string & { readonly [issuedAppId]: true };

const written = /^APP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/**
 * Whether a text is an issued application ID exactly as it is written.
 *
 * @example isIssuedAppId('APP-4T8N-W0RA') // true
 * @example isIssuedAppId('app-4t8n-w0ra') // false
 */
export function isIssuedAppId(text: unknown): text is IssuedAppId {
  return typeof text === 'string' && written.test(text);
}

/**
 * Reads an issued application ID in any case, with or without its dashes, with O for 0 and I or L for 1; else null.
 *
 * @example parseIssuedAppId('app4t8nw0ra') // 'APP-4T8N-W0RA'
 * @example parseIssuedAppId('APP-4T8N') // null
 */
export function parseIssuedAppId(text: string): IssuedAppId | null {
  if (isIssuedAppId(text)) return text;
  const parts = /^APP-?([0-9A-Z]{4})-?([0-9A-Z]{4})$/i.exec(text);
  const [, first, second] = parts ?? [];
  if (first === undefined || second === undefined) return null;
  const read = `APP-${readCrockford(first)}-${readCrockford(second)}`;
  return isIssuedAppId(read) ? read : null;
}

/**
 * Makes an issued application ID of five random bytes. The caller brings the randomness.
 *
 * @example formatIssuedAppId(new Uint8Array([1, 2, 3, 4, 5])) // 'APP-0410-6105'
 */
export function formatIssuedAppId(random: Uint8Array): IssuedAppId {
  const text = encodeCrockford(random);
  const id = `APP-${text.slice(0, 4)}-${text.slice(4)}`;
  if (!isIssuedAppId(id))
    throw new RangeError(`An issued application ID takes 5 bytes, got ${random.length}`);
  return id;
}
