/**
 * How agreements end, and that they keep their word (product.md, Agreements). Times are instants; days are the vendor's.
 *
 * 1. Nothing ends without a served notice.
 * 2. A termination takes effect at the later of the end of the chosen day and the end of the vendor's day that contains
 *    served + notice days × 24 h; an expiry at the later of that, of the last day's end, and of a hold.
 * 3. The moment lies behind every lease and grace that was granted before the notice was served.
 * 4. It is computed once, when the notice is served, and never moved earlier.
 * 5. Of several served endings the earliest counts; one that is cancelled counts no more.
 */
import { addDays, type Day, dayOf, endOfDay, startOfDay } from './calendar.ts';
import { DAY_MS, type Instant } from './instant.ts';
import type { EndingCause } from './license.ts';
import { AGREEMENT_EXPIRING_MS } from './license-state.ts';

/** The only three grounds on which an agreement ends. */
export const ENDING_CAUSES = [
  'material-breach',
  'agreement-terminated',
  'agreement-expired',
] as const satisfies readonly EndingCause[];

/** Every state of an agreement, in the order in which they are tried: the words are those of its licenses. */
export const AGREEMENT_STATES = [
  'terminated',
  'expired',
  'not-started',
  'scheduled',
  'expiring',
  'active',
] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/** `stored`: accepted by nobody yet. `served`: its moment lies ahead. `in-effect`: its moment has come. */
export const NOTICE_STATES = ['stored', 'served', 'in-effect', 'cancelled'] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

/** How a notice came to nothing. */
export const NOTICE_CANCEL_KINDS = ['cancelled', 'cured', 'renewed', 'replaced'] as const;

/** The most notice days that can be agreed on. */
export const MAX_NOTICE_DAYS = 365;

/** For how many days an expiry can be held, all holds together. */
export const MAX_HOLD_DAYS = 30;

/** Before an ending people are reminded at so many days. */
export const REMINDER_DAYS = [30, 14, 7, 1] as const;
export type ReminderDays = (typeof REMINDER_DAYS)[number];

/** Before this much has passed since a notice was accepted, every process decides on it. */
export const SETTLE_MS = 10_000;

/** What the state of an agreement is found from. `ending` is a served notice that was not cancelled (`firstEnding`). */
export type AgreementDates = {
  startsAt: Instant;
  lastInstantAt: Instant;
  ending: { cause: EndingCause; effectiveAt: Instant } | null;
};

/**
 * The state at `now`. Like a license's: `scheduled` when a served termination lies ahead, or an expiry further off than 60
 * days; `expiring` from 60 days before the served expiry or, without one, before the last day's end, and also past that.
 */
export function agreementState(
  { startsAt, lastInstantAt, ending }: AgreementDates,
  now: Instant,
): AgreementState {
  const isExpiry = ending?.cause === 'agreement-expired';
  if (ending !== null && ending.effectiveAt <= now) return isExpiry ? 'expired' : 'terminated';
  if (now < startsAt) return 'not-started';
  const end = ending?.effectiveAt ?? lastInstantAt;
  const isSoon = end - AGREEMENT_EXPIRING_MS <= now;
  if (ending !== null && (!isExpiry || !isSoon)) return 'scheduled';
  return isSoon ? 'expiring' : 'active';
}

/** What of a notice bears on its state. */
export type NoticeDates = { effectiveAt: Instant | null; cancelledAt: Instant | null };

/** The state of a notice at `now`. One that was cancelled is so for good, also if it had taken effect before. */
export function noticeState({ effectiveAt, cancelledAt }: NoticeDates, now: Instant): NoticeState {
  if (cancelledAt !== null) return 'cancelled';
  if (effectiveAt === null) return 'stored';
  return effectiveAt <= now ? 'in-effect' : 'served';
}

/** Of an agreement's notices the one that ends it first: served, not cancelled, the earliest; null when there is none. */
export function firstEnding<N extends NoticeDates & { cause: EndingCause | 'amendment' }>(
  notices: readonly N[],
): N | null {
  let first: N | null = null;
  for (const notice of notices) {
    if (notice.cause === 'amendment' || notice.cancelledAt !== null || notice.effectiveAt === null) continue;
    const before = first?.effectiveAt ?? null;
    if (before === null || notice.effectiveAt < before) first = notice;
  }
  return first;
}

/** What the moment of effect is computed from, when a notice is served. */
export type Serving = {
  servedAt: Instant;
  noticeDays: number;
  zone: string;
  /** The day that was chosen; null: the earliest there is. */
  chosenDay?: Day | null;
  /** For an expiry: the end of the last day, and until when it is held. */
  lastInstantAt?: Instant | null;
  heldUntil?: Instant | null;
  /** When the last lease in the field ends, grace included. */
  leasesEndAt?: Instant | null;
};

/** The moment at which a notice takes effect: the end of a vendor's day, unless a last day or a hold says another instant. */
export function momentOfEffect({ servedAt, noticeDays, zone, ...later }: Serving): Instant {
  const endOfDayWith = (instant: Instant) => endOfDay(dayOf(instant, zone), zone);
  const moments = [endOfDayWith(servedAt + noticeDays * DAY_MS)];
  if (later.chosenDay) moments.push(endOfDay(later.chosenDay, zone));
  if (later.lastInstantAt) moments.push(later.lastInstantAt);
  if (later.heldUntil) moments.push(later.heldUntil);
  if (later.leasesEndAt && later.leasesEndAt > Math.max(...moments))
    moments.push(endOfDayWith(later.leasesEndAt));
  return Math.max(...moments);
}

/**
 * When a notice that was accepted at `acceptedAt` counts as served: then, unless its days would end within seconds of a
 * midnight. For a lease that is granted while the notice is being written down would cross such a moment; the notice is
 * then served those seconds later, and its moment is the end of the next day.
 */
export function servedMoment(
  acceptedAt: Instant,
  { noticeDays, zone }: { noticeDays: number; zone: string },
): Instant {
  const end = acceptedAt + noticeDays * DAY_MS;
  const midnight = endOfDay(dayOf(end, zone), zone);
  return midnight - end < SETTLE_MS ? midnight - noticeDays * DAY_MS : acceptedAt;
}

/** When the expiry notice goes out by itself: at the beginning of the day max(60, notice days + 7) days before the last day. */
export function expiryNoticeDueAt({
  endsOn,
  noticeDays,
  zone,
}: {
  endsOn: Day;
  noticeDays: number;
  zone: string;
}): Instant {
  return startOfDay(addDays(endsOn, -Math.max(60, noticeDays + 7)), zone);
}

/** Each reminder of a served ending with its moment. Those that would come before the notice, or with it, are left out. */
export function remindersOf({
  servedAt,
  effectiveAt,
}: {
  servedAt: Instant;
  effectiveAt: Instant;
}): { days: ReminderDays; at: Instant }[] {
  return REMINDER_DAYS.map((days) => ({ days, at: effectiveAt - days * DAY_MS })).filter(
    ({ at }) => at > servedAt,
  );
}

/** The last day until whose end an expiry can be held; `unheldEnd` is when it would take effect without a hold. */
export function lastHoldDay(unheldEnd: Instant, zone: string): Day {
  return addDays(dayOf(unheldEnd - 1, zone), MAX_HOLD_DAYS);
}

/** From when on leases get shorter, so that none crosses an ending: one lease and grace before it. */
export function leasesShrinkFrom(
  effectiveAt: Instant,
  { leaseSeconds, graceSeconds }: { leaseSeconds: number; graceSeconds: number },
): Instant {
  return effectiveAt - (leaseSeconds + graceSeconds) * 1000;
}
