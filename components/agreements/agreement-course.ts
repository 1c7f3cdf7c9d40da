/**
 * The course of an agreement in time, as rows of a picture: what is agreed, what ends or narrows it, and how long a lease
 * can be. Places are percent of the window; what lies outside lies at its edge.
 */
import { formatInstant } from '#components/ui/format-instant.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import { leasesShrinkFrom, momentOfEffect, remindersOf } from '#lib/domain/agreements.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { CAUSE_WORDS } from './agreement-answer.ts';
import { courseTicks } from './course-ticks.ts';
import { sayMoment, type VendorTime } from './say-moment.ts';

export type CourseLabel = {
  place: number;
  level: 'above' | 'below';
  at: string;
  says: string;
  isBad: boolean;
};
export type CourseRow = {
  name: string;
  aside: string;
  /** All that the lane shows, for whoever does not see it. */
  label: string;
  spans: { kind: 'leased' | 'notice' | 'stop'; a: number; b: number }[];
  marks: { kind: 'mark' | 'lastmark' | 'endmark'; place: number }[];
  labels: CourseLabel[];
};
export type Course = {
  rows: CourseRow[];
  ticks: { place: number; name: string }[];
  now: number;
  /** From when the longest lease shrinks, and where it has come to nothing. */
  wedge: { from: number; to: number; label: string; labels: CourseLabel[] };
};

/** An ending that is only looked at: what a preview answered. */
export type PreviewedEnding = { effectiveAt: string };

type Ending = { servedAt: Instant; isServed: boolean; effectiveAt: Instant };

export function agreementCourse(
  agreement: Agreement,
  { preview, ...time }: VendorTime & { preview: PreviewedEnding | null },
): Course {
  const { now } = time;
  const startsAt = Date.parse(agreement.startsAt);
  const agreed = agreedEnding(agreement, time);
  const ending = preview
    ? { servedAt: now, isServed: false, effectiveAt: Date.parse(preview.effectiveAt) }
    : endingOf(agreement.termination, agreement, time);
  const narrowing = endingOf(agreement.amendment, agreement, time);
  const last = ending && ending.effectiveAt < agreed.effectiveAt ? ending : agreed;
  const window = windowOf([agreed, ending, narrowing], now);
  const place = (at: Instant) =>
    Math.round(Math.min(100, Math.max(0, ((at - window.from) / (window.to - window.from)) * 100)) * 100) /
    100;
  const draw = (row: Omit<Drawn, 'startsAt' | 'place' | 'time'>) =>
    drawRow({ ...row, startsAt, place, time });

  const rows = [
    draw({
      name: 'As agreed',
      aside: agreement.expiry.heldUntil === null ? 'expires' : 'expires, held',
      ending: agreed,
      begins: agreed.isServed ? 'expiry notice served' : 'expiry notice',
      ends: agreed.effectiveAt === Date.parse(agreement.lastInstantAt) ? 'last day' : 'moment of effect',
      isEnd: last === agreed,
    }),
  ];
  if (ending) {
    const cause = agreement.termination ? CAUSE_WORDS[agreement.termination.cause] : 'preview';
    rows.push(
      draw({
        name: ending.isServed ? 'Terminated' : 'If terminated',
        aside: preview ? 'preview' : cause,
        ending,
        begins: ending.isServed ? 'notice served' : 'if served now',
        ends: 'moment of effect',
        isEnd: last === ending,
      }),
    );
  }
  if (narrowing)
    rows.push(
      draw({
        name: 'Amendment',
        aside: 'takes something away',
        ending: narrowing,
        begins: narrowing.isServed ? 'notice served' : 'if served now',
        ends: 'the new terms hold',
        isEnd: false,
      }),
    );
  const shrinkFrom = leasesShrinkFrom(last.effectiveAt, agreement);
  return {
    rows,
    ticks: courseTicks(window).map(({ at, name }) => ({ place: place(at), name })),
    now: place(now),
    wedge: {
      from: place(Math.max(shrinkFrom, startsAt)),
      to: place(last.effectiveAt),
      label: `${hours(agreement)} until ${formatInstant(shrinkFrom, { now })}, then shorter; none after ${sayMoment(last.effectiveAt, time)}`,
      labels: [
        {
          place: place(shrinkFrom),
          level: 'above',
          at: formatInstant(shrinkFrom, { now }),
          says: 'leases begin to shrink; none crosses the end',
          isBad: false,
        },
      ],
    },
  };
}

/** "96 h": lease and grace together. */
export function hours({
  leaseSeconds,
  graceSeconds,
}: Pick<Agreement, 'leaseSeconds' | 'graceSeconds'>): string {
  const seconds = leaseSeconds + graceSeconds;
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds} s`;
}

/** How it ends by itself: as its notice was served, or as it would be when the notice is accepted at once. */
function agreedEnding(agreement: Agreement, { zone, now }: VendorTime): Ending {
  const { expiry, noticeDays } = agreement;
  if (expiry.noticeServedAt !== null && expiry.effectiveAt !== null)
    return {
      servedAt: Date.parse(expiry.noticeServedAt),
      isServed: true,
      effectiveAt: Date.parse(expiry.effectiveAt),
    };
  const servedAt = Math.max(Date.parse(expiry.noticeDueAt), now);
  const heldUntil = expiry.heldUntil === null ? null : Date.parse(expiry.heldUntil);
  const lastInstantAt = Date.parse(agreement.lastInstantAt);
  return {
    servedAt,
    isServed: false,
    effectiveAt: momentOfEffect({ servedAt, noticeDays, zone, lastInstantAt, heldUntil }),
  };
}

type Standing = { noticeServedAt: string | null; effectiveAt: string | null } | null;

function endingOf(standing: Standing, { noticeDays }: Agreement, { zone, now }: VendorTime): Ending | null {
  if (standing === null) return null;
  const { noticeServedAt, effectiveAt } = standing;
  if (noticeServedAt !== null && effectiveAt !== null)
    return { servedAt: Date.parse(noticeServedAt), isServed: true, effectiveAt: Date.parse(effectiveAt) };
  return { servedAt: now, isServed: false, effectiveAt: momentOfEffect({ servedAt: now, noticeDays, zone }) };
}

/** What lies so many times further off than the next ending is cut: the next one is what the picture is looked at for. */
const CUT = 6;
const KEEP = 3;

function windowOf(endings: readonly (Ending | null)[], now: Instant): { from: Instant; to: Instant } {
  const known = endings.filter((one) => one !== null);
  const ends = known.map(({ effectiveAt }) => effectiveAt);
  const begins = known.filter(({ isServed }) => isServed).map(({ servedAt }) => servedAt);
  const first = Math.min(...ends.filter((at) => at > now), Number.POSITIVE_INFINITY);
  const far = Math.max(now, ...ends);
  const hi = far - now > CUT * (first - now) ? now + KEEP * (first - now) : far;
  const lo = Math.min(now, ...begins.filter((at) => hi - at < KEEP * (hi - now) || far <= now));
  const span = Math.max(hi - lo, 86_400_000);
  return { from: lo - 0.09 * span, to: hi + 0.065 * span };
}

/** A moment without where it is midnight: there is no room for it beside a lane. */
function shortly(moment: string): string {
  return moment.replace(/ \(midnight in [^)]*\)$/, '');
}

type Drawn = {
  name: string;
  aside: string;
  ending: Ending;
  begins: string;
  ends: string;
  /** Whether this is the ending that comes. */
  isEnd: boolean;
  startsAt: Instant;
  place: (at: Instant) => number;
  time: VendorTime;
};

function drawRow({ name, aside, ending, begins, ends, isEnd, startsAt, place, time }: Drawn): CourseRow {
  const { now } = time;
  const { servedAt, effectiveAt } = ending;
  const isEnding = ends !== 'the new terms hold';
  const spans: CourseRow['spans'] = [
    { kind: 'leased', a: place(startsAt), b: place(servedAt) },
    { kind: 'notice', a: place(servedAt), b: place(effectiveAt) },
    { kind: isEnding ? 'stop' : 'leased', a: place(effectiveAt), b: 100 },
  ];
  const reminders = isEnding ? remindersOf({ servedAt, effectiveAt }) : [];
  const served = formatInstant(servedAt, { now });
  const isBad = isEnd && ends !== 'last day';
  return {
    name,
    aside,
    label: `In force until the notice of ${served}; ${ends} ${sayMoment(effectiveAt, time)}`,
    spans: spans.filter(({ a, b }) => b > a),
    marks: [
      ...reminders.map(({ at }) => ({ kind: 'mark' as const, place: place(at) })),
      { kind: isBad ? 'endmark' : 'lastmark', place: place(effectiveAt) },
    ],
    labels: [
      {
        place: place(servedAt),
        level: 'above',
        at: served,
        says: `${begins}${reminders.length > 0 ? `, ${reminders.length} ${reminders.length === 1 ? 'reminder' : 'reminders'}` : ''}`,
        isBad: false,
      },
      {
        place: place(effectiveAt),
        level: 'below',
        at: shortly(sayMoment(effectiveAt, time)),
        says: ends,
        isBad,
      },
    ],
  };
}
