import { formatInstant, formatRelative } from '#components/ui/format-instant.ts';
import type { Lease, License } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Lane } from './lane.ts';

type Row = { lease: Lease; lane: Lane };

/** The sentence above the lanes: what to see in them, the most pressing first. */
export function laneSentence({
  license,
  lanes,
  now,
}: {
  license: License;
  lanes: readonly Row[];
  now: Instant;
}): string {
  const ended = license.state === 'expired' || license.state === 'terminated' || license.state === 'revoked';
  if (ended) return 'No lease is granted any more, and none runs past the end of the license.';
  if (lanes.every(({ lane }) => lane.state === 'none'))
    return 'No device has asked yet. The first lease appears here by itself.';
  if (license.state === 'locked')
    return 'While the license is locked no lease is granted: devices stop at the end of their lease, or of grace where they cannot ask.';
  const always = 'Even without a connection, scanning goes on until the lock mark.';
  const [soon, ...others] = lanes
    .filter(({ lane }) => lane.locksSoon)
    .toSorted((a, b) => (a.lane.locksAt ?? 0) - (b.lane.locksAt ?? 0));
  if (soon?.lane.locksAt && soon.lease.lastLeaseAt) {
    const more = others.length === 0 ? '' : ` ${others.length} more within 6 h.`;
    const silent = formatRelative(soon.lease.lastLeaseAt, now).replace(' ago', '');
    return `${always} ${soon.lease.app} has been silent for ${silent} and locks ${formatInstant(soon.lane.locksAt, { now })}.${more}`;
  }
  const locked = lanes.filter(({ lane }) => lane.state === 'locked');
  const [first] = locked;
  if (first) {
    const who = locked.length === 1 ? `${first.lease.app} has` : `${locked.length} identifiers have`;
    return `${always} ${who} not asked since the last grace ended: devices work again at their next check.`;
  }
  return always;
}
