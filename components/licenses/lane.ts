import type { Instant } from '#lib/domain/instant.ts';
import { type LaneScale, placeOn } from './lane-scale.ts';

/** A lock that begins this soon is drawn in full red and named above the picture. */
export const LOCKS_SOON_MS = 6 * 3_600_000;

export type LaneLease = {
  lastLeaseAt: Instant | null;
  leaseEndsAt: Instant | null;
  graceEndsAt: Instant | null;
};
export type LanePart = { kind: 'leased' | 'ahead' | 'due' | 'grace' | 'stop'; a: number; b: number };
export type LaneState = 'none' | 'leased' | 'due' | 'locked';

/** One identifier's row: what was seen left of now, and what happens right of it if no check comes. */
export type Lane = {
  state: LaneState;
  parts: LanePart[];
  /** When the product locks if no check comes; null before the first lease. */
  locksAt: Instant | null;
  locksSoon: boolean;
};

/** Draws the last lease of an identifier. Leases before it are not known here and are left out. */
export function laneOf(lease: LaneLease, scale: LaneScale): Lane {
  const { lastLeaseAt, leaseEndsAt, graceEndsAt } = lease;
  if (lastLeaseAt === null || leaseEndsAt === null)
    return { state: 'none', parts: [], locksAt: null, locksSoon: false };
  const { now } = scale;
  const locksAt = Math.max(graceEndsAt ?? leaseEndsAt, leaseEndsAt);
  const stop = scale.endsAt ?? scale.to;
  const parts: LanePart[] = [];
  const add = (kind: LanePart['kind'], from: Instant, to: Instant) => {
    const [a, b] = [placeOn(scale, from), placeOn(scale, Math.min(to, stop))];
    if (b > a) parts.push({ kind, a, b });
  };
  add('stop', locksAt, stop);
  add('leased', lastLeaseAt, Math.min(leaseEndsAt, now));
  add('ahead', Math.max(now, lastLeaseAt), leaseEndsAt);
  add('due', leaseEndsAt, Math.min(now, locksAt));
  add('grace', Math.max(now, leaseEndsAt), locksAt);
  const state = now < leaseEndsAt ? 'leased' : now < locksAt ? 'due' : 'locked';
  return { state, parts, locksAt, locksSoon: locksAt > now && locksAt - now <= LOCKS_SOON_MS };
}
