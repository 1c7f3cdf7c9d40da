import { encodeCrockford, readCrockford } from './crockford.ts';

declare const licenseId: unique symbol;

/** A License ID in its one written form, `LIC-7F3K-9QXM`: capitals, Crockford base32, 40 bits. */
export type LicenseId = string & { readonly [licenseId]: true };

const written = /^LIC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/**
 * Whether a text is a License ID exactly as it is written (capitals, no confusable letters).
 *
 * @example isLicenseId('LIC-7F3K-9QXM') // true
 * @example isLicenseId('lic-7f3k-9qxm') // false
 */
export function isLicenseId(text: unknown): text is LicenseId {
  return typeof text === 'string' && written.test(text);
}

/**
 * Reads a License ID in any case, with O for 0 and I or L for 1, and gives its written form, else null.
 * Says nothing about whether such a license exists.
 *
 * @example parseLicenseId('lic-7f3k-9qxm') // 'LIC-7F3K-9QXM'
 * @example parseLicenseId('LIC-OIL0-0000') // 'LIC-0110-0000'
 * @example parseLicenseId('LIC-7F3K9QXM') // null
 */
export function parseLicenseId(text: string): LicenseId | null {
  if (isLicenseId(text)) return text;
  // Tested before it is raised to capitals: that of ſ would be S.
  if (!/^LIC-[0-9A-Z]{4}-[0-9A-Z]{4}$/i.test(text)) return null;
  const read = `LIC-${readCrockford(text.slice(4))}`;
  return isLicenseId(read) ? read : null;
}

/**
 * Makes a License ID of five random bytes. The caller brings the randomness; two equal inputs give equal IDs.
 *
 * @example formatLicenseId(new Uint8Array([1, 2, 3, 4, 5])) // 'LIC-0410-6105'
 */
export function formatLicenseId(random: Uint8Array): LicenseId {
  const text = encodeCrockford(random);
  const id = `LIC-${text.slice(0, 4)}-${text.slice(4)}`;
  if (!isLicenseId(id)) throw new RangeError(`A License ID takes 5 bytes, got ${random.length}`);
  return id;
}
