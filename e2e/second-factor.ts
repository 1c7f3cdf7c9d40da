import { hotp, totpStep } from '#lib/platform/totp.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app shows at `now` for a secret that was typed into it. */
export function appCode(secret: string, now = Date.now()): string {
  const bits = [...secret.replaceAll(/\s/g, '')]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2));
  return hotp(Buffer.from(bytes), totpStep(now));
}
