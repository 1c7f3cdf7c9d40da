import { CROCKFORD_ALPHABET } from '#sdk/protocol/crockford.ts';

/** Odd, so that no two numbers below 2 ** 40 give the same ID; its bits scatter neighbors like random IDs. */
const SCATTER = 0x9e_37_79_b9_7f;
const LOW = SCATTER % 2 ** 20;
const HIGH = Math.floor(SCATTER / 2 ** 20);

/** The most licenses there can be: products of larger numbers would not be exact. */
export const MOST_LICENSES = 2 ** 20;

/** The License ID of the nth license of the benchmark, `LIC-…`. Not random, so that both ends can compute it. */
export function benchLicenseId(nth: number): string {
  let bits = (nth * LOW + ((nth * HIGH) % 2 ** 20) * 2 ** 20) % 2 ** 40;
  let text = '';
  for (let at = 0; at < 8; at += 1) {
    text = CROCKFORD_ALPHABET.charAt(bits % 32) + text;
    bits = Math.floor(bits / 32);
  }
  return `LIC-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** The same as an SQL expression of the bigint column `n`. */
export const BENCH_LICENSE_ID_SQL = `'LIC-' || ${part(35, 30, 25, 20)} || '-' || ${part(15, 10, 5, 0)}`;

function part(...shifts: number[]): string {
  return shifts
    .map((shift) => `substr('${CROCKFORD_ALPHABET}', (((n * ${SCATTER}) >> ${shift}) & 31)::int + 1, 1)`)
    .join(' || ');
}
