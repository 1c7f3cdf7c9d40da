import { formatInstant, formatRelative } from '#components/ui/format-instant.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Lane, LaneLease } from './lane.ts';

/** "Wed 25 Nov, 15:04", "Today, 16:40, in 2 h": beside a lock mark; the axis is in UTC. */
export function lockWords(at: Instant, now: Instant): string {
  if (at <= now) return `Locked since ${short(at, now)}`;
  return sameDay(at, now) ? `Today, ${clock(at)}, ${formatRelative(at, now)}` : short(at, now);
}

/** A lane in words, for who does not see it. */
export function laneWords({ leaseEndsAt }: LaneLease, lane: Lane, now: Instant): string {
  if (lane.state === 'none' || leaseEndsAt === null || lane.locksAt === null) return 'No lease yet.';
  const lock = formatInstant(lane.locksAt, { now });
  if (lane.state === 'leased')
    return `Leased until ${formatInstant(leaseEndsAt, { now })}, then grace until ${lock}.`;
  if (lane.state === 'due') return `Due since ${formatInstant(leaseEndsAt, { now })}, grace until ${lock}.`;
  return `Locked since ${lock}, until a check succeeds.`;
}

function short(at: Instant, now: Instant): string {
  return formatInstant(at, { now }).replace(' UTC', '');
}

function clock(at: Instant): string {
  return new Date(at).toISOString().slice(11, 16);
}

function sameDay(a: Instant, b: Instant): boolean {
  return new Date(a).toISOString().slice(0, 10) === new Date(b).toISOString().slice(0, 10);
}
