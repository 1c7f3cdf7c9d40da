import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 6238 with its defaults, which are what every authenticator app does: SHA-1, six digits, 30 seconds. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** RFC 6238 section 5.2 allows for the delay of a person and of clocks: one step before and one after. */
const WINDOW = 1;
/** RFC 4226 section 4, R6 asks for 128 bits and recommends 160. */
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function makeTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** The code of a counter (RFC 4226 section 5.3), of six digits as apps show them unless told otherwise. */
export function hotp(secret: Uint8Array, counter: number, digits = DIGITS): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(number).padStart(digits, '0');
}

/** Which time step an instant (Unix milliseconds) lies in. */
export function totpStep(now: number): number {
  return Math.floor(now / 1000 / STEP_SECONDS);
}

/**
 * The time step whose code this is; null when it is none of the three steps around `now`, or not later than `lastStep`,
 * the last one accepted: no code counts twice (RFC 6238 section 5.2). Blanks between the digits do not matter.
 */
export function acceptedStep(
  secret: Uint8Array,
  code: string,
  { now, lastStep }: { now: number; lastStep: number | null },
): number | null {
  const given = Buffer.from(code.replaceAll(/\s/g, ''));
  const middle = totpStep(now);
  let accepted: number | null = null;
  for (let step = middle - WINDOW; step <= middle + WINDOW; step += 1) {
    const expected = Buffer.from(hotp(secret, step));
    const isEqual = given.length === expected.length && timingSafeEqual(given, expected);
    if (isEqual && (lastStep === null || step > lastStep)) accepted ??= step;
  }
  return accepted;
}

/** Base32 without padding (RFC 4648 section 6), as authenticator apps take a secret that is typed. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += BASE32[(value >>> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32[(value << (5 - bits)) & 31] : text;
}

/** The address that a QR code holds for authenticator apps: whose account, where, and the secret. */
export function totpUri(
  secret: Uint8Array,
  { issuer, account }: { issuer: string; account: string },
): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const terms = `secret=${toBase32(secret)}&issuer=${encodeURIComponent(issuer)}`;
  return `otpauth://totp/${label}?${terms}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
}
