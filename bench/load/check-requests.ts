import { randomBytes } from 'node:crypto';
import { benchLicenseId } from '../license-ids.ts';
import type { Load } from './load.ts';

/** What every license of the benchmark covers. Both sides get the same bytes but for License ID and nonce. */
export const BENCH_CHECK = {
  licensee: 'Acme Inc',
  app: 'com.acme.app',
  product: 'BlinkID',
  version: '7.8.1',
  platform: 'android',
  os: '15',
} as const;

const NONCE_LENGTH = 16;

/** Makes requests of one connection, each in the same buffer: the next is written when the last was answered. */
export class CheckRequests {
  readonly bytes: Buffer;
  license = '';
  nonce = '';
  readonly #licenses: readonly string[];
  readonly #hotShare: number;
  readonly #licenseAt: number;
  readonly #nonceAt: number;
  readonly #nonceStart = randomBytes(6).toString('base64url');
  #count = 0;

  constructor(licenses: readonly string[], { hotShare }: Load['licenses']) {
    const license = licenses[0] ?? '';
    const nonce = 'n'.repeat(NONCE_LENGTH);
    const body = JSON.stringify({ license, ...BENCH_CHECK, nonce });
    const head = [
      'POST /api/v1/validate HTTP/1.1',
      'host: licenses.example.com',
      'content-type: application/json',
      `content-length: ${body.length}`,
    ];
    this.bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1');
    this.#licenseAt = this.bytes.lastIndexOf(license);
    this.#nonceAt = this.bytes.lastIndexOf(nonce);
    this.#licenses = licenses;
    this.#hotShare = hotShare;
  }

  /** Writes the next request into `bytes`. */
  next(): void {
    const isHot = this.#hotShare === 1 || (this.#hotShare > 0 && Math.random() < this.#hotShare);
    const nth = isHot ? 0 : Math.floor(Math.random() * this.#licenses.length);
    this.license = this.#licenses[nth] ?? '';
    this.#count += 1;
    this.nonce =
      this.#nonceStart + this.#count.toString(36).padStart(NONCE_LENGTH - this.#nonceStart.length, '0');
    this.bytes.write(this.license, this.#licenseAt, 'latin1');
    this.bytes.write(this.nonce, this.#nonceAt, 'latin1');
  }
}

/** All License IDs of a load, made once. */
export function licensesOf({ count }: Load['licenses']): string[] {
  return Array.from({ length: count }, (_, nth) => benchLicenseId(nth));
}
