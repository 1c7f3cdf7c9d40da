import type { Refusal } from '#lib/contract/license-acts.ts';
import type { CheckCounts, Lease } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';

/** What the page that waits has heard so far. A lease outweighs refusals: then it works. */
export type FirstCheck =
  | { kind: 'waiting' }
  | { kind: 'refused'; refusals: readonly Refusal[] }
  | { kind: 'locked'; count: number }
  | { kind: 'leased'; lease: Lease; at: Instant; leaseEndsAt: Instant; graceEndsAt: Instant };

type Heard = {
  leases: readonly Lease[];
  refusals: readonly Refusal[];
  byPlatform: readonly CheckCounts[];
};

export function firstCheck({ leases, refusals, byPlatform }: Heard): FirstCheck {
  const granted = leases.filter((lease) => lease.lastLeaseAt !== null);
  const [lease] = granted.toSorted((a, b) => (b.lastLeaseAt ?? '').localeCompare(a.lastLeaseAt ?? ''));
  if (lease?.lastLeaseAt && lease.leaseEndsAt) {
    const leaseEndsAt = Date.parse(lease.leaseEndsAt);
    const graceEndsAt = lease.graceEndsAt === null ? leaseEndsAt : Date.parse(lease.graceEndsAt);
    return { kind: 'leased', lease, at: Date.parse(lease.lastLeaseAt), leaseEndsAt, graceEndsAt };
  }
  const count = byPlatform.reduce((sum, row) => sum + row.lock, 0);
  if (count > 0) return { kind: 'locked', count };
  return refusals.length > 0 ? { kind: 'refused', refusals } : { kind: 'waiting' };
}
