/**
 * What teams ask the vendor for (product.md, Requests). Rules:
 *
 * 1. open → answered → granted | declined | withdrawn: a message of staff answers, one of the team opens again.
 * 2. Who asked twice for the same has asked once: a license has one waiting request of a type.
 * 3. An answer is promised within the hours of its type, counted from when it was asked.
 * 4. What was decided is decided: nothing can be added to it.
 */
import { DAY_MS, type Instant } from './instant.ts';

export const REQUEST_TYPES = ['production', 'extension', 'unlock', 'other'] as const;
export type RequestType = (typeof REQUEST_TYPES)[number];

export const REQUEST_STATES = ['open', 'answered', 'granted', 'declined', 'withdrawn'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** States in which somebody waits. */
export const WAITING_STATES = ['open', 'answered'] as const satisfies readonly RequestState[];

/** Who wrote a message. */
export type RequestSide = 'team' | 'staff';

/** By type, within how many hours an answer is promised. Who cannot scan is answered first. */
export const PROMISED_HOURS: Readonly<Record<RequestType, number>> = {
  unlock: 4,
  extension: 24,
  production: 48,
  other: 48,
};

const HOUR_MS = DAY_MS / 24;

/** Until when an answer is promised to a request made at `now`. */
export function answerDue(type: RequestType, now: Instant): Instant {
  return now + PROMISED_HOURS[type] * HOUR_MS;
}

/** Whether it waits for a decision. */
export function isWaiting(state: RequestState): boolean {
  return WAITING_STATES.some((one) => one === state);
}

/** The state after a message of one side; null when it was decided and takes none. */
export function stateAfterMessage(state: RequestState, side: RequestSide): RequestState | null {
  if (!isWaiting(state)) return null;
  return side === 'staff' ? 'answered' : 'open';
}

/** The line a request stands under, unless its team wrote one. */
export function usualSubject(type: RequestType, licenseName: string | null): string {
  const of = licenseName === null ? '' : ` for ${licenseName}`;
  const subjects: Record<RequestType, string> = {
    production: `A production license${of}`,
    extension: `More time${of}`,
    unlock: `An unlock${of}`,
    other: `A question${licenseName === null ? '' : ` about ${licenseName}`}`,
  };
  return subjects[type];
}
