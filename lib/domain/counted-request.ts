import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { LicenseFacts } from './license.ts';

/** What is kept of checks that were alike (product.md, Checks and leases). */
export type CountedKind = { platform: Platform; app: string; product: string; version: string; os: string };

/** Stands in counts for what was one too many in a crowded hour. */
const OTHER = 'other';

/**
 * A request that is decided like those that were counted so, asked of a license. What counts do not keep is taken to be
 * right: the licensee; a product or version that was counted as `other`; for a pattern, an identifier that it covers.
 */
export function countedRequest(
  license: LicenseFacts,
  { app, product, version, ...kind }: CountedKind,
): CheckRequest {
  return {
    license: license.id,
    licensee: license.licensee,
    app: app.replace('*', 'any'),
    product: product === OTHER ? (license.products[0] ?? product) : product,
    version: version === OTHER ? '0' : version,
    nonce: 'AAAAAAAAAAAAAAAA',
    ...kind,
  };
}
