/** Crockford's base32 alphabet: no I, L, O or U, so that an ID can be read aloud and typed from a screen. */
export const CROCKFORD_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Writes bytes as Crockford base32, five bits a character, most significant first, without padding.
 * Takes a multiple of five bytes, so that no bits are left over; anything else is a bug and throws.
 *
 * @example encodeCrockford(new Uint8Array([0xff, 0xff, 0xff, 0xff, 0xfe])) // 'ZZZZZZZY'
 */
export function encodeCrockford(bytes: Uint8Array): string {
  if (bytes.length % 5 !== 0)
    throw new RangeError(`Crockford base32 takes a multiple of 5 bytes, got ${bytes.length}`);
  let text = '';
  let pending = 0;
  let pendingBits = 0;
  for (const byte of bytes) {
    pending = (pending << 8) | byte;
    pendingBits += 8;
    while (pendingBits >= 5) {
      pendingBits -= 5;
      text += CROCKFORD_ALPHABET.charAt((pending >>> pendingBits) & 31);
    }
    pending &= (1 << pendingBits) - 1;
  }
  return text;
}

/**
 * Reads what a person typed as Crockford base32: capitals, O as 0, I and L as 1.
 * Does not check that every character is in the alphabet; whoever calls does.
 *
 * @example readCrockford('7f3kOil9') // '7F3K0119'
 */
export function readCrockford(text: string): string {
  return text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
}
