import { formatInstant, formatRelative } from '#components/ui/format-instant.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import { sayMoment, type VendorTime } from './say-moment.ts';

/** The first thing read on an agreement's page: until when it holds, and what happens then. */
export type AgreementAnswer = {
  headline: string;
  /** The moment that counts, with its exact instant. */
  at: string;
  says: string;
  /** What can be done about it. */
  next: string;
};

export const CAUSE_WORDS = {
  'material-breach': 'material breach',
  'agreement-terminated': 'termination',
  'agreement-expired': 'expiry',
  amendment: 'amendment',
} as const;

type Reader = VendorTime & { isStaff: boolean };

export function agreementAnswer(agreement: Agreement, reader: Reader): AgreementAnswer {
  const { now, isStaff } = reader;
  const { state, termination, expiry, endsAt } = agreement;
  const moment = (at: string) => sayMoment(at, reader);
  const lifts = isStaff
    ? 'Renewing it lifts the ending at the next check.'
    : 'Ask for a renewal: License IDs and keys stay the same.';
  switch (state) {
    case 'not-started':
      return {
        headline: `Starts ${formatRelative(agreement.startsAt, now)}`,
        at: formatInstant(agreement.startsAt, { now }),
        says: 'Checks of its licenses are refused until then.',
        next: isStaff ? 'Licenses can be issued before.' : '',
      };
    case 'terminated':
    case 'expired':
      return {
        headline: `Ended ${formatRelative(endsAt ?? agreement.lastInstantAt, now)}`,
        at: moment(endsAt ?? agreement.lastInstantAt),
        says: `${state === 'expired' ? 'It expired' : `Ground: ${termination ? CAUSE_WORDS[termination.cause] : 'termination'}`}, after the agreed notice. Scanning has stopped on every device under it.`,
        next: lifts,
      };
    case 'scheduled':
      if (termination?.effectiveAt)
        return {
          headline: `Ends ${formatRelative(termination.effectiveAt, now)}`,
          at: moment(termination.effectiveAt),
          says: `Ground: ${CAUSE_WORDS[termination.cause]}. ${servedOn(termination.noticeServedAt, now)} Scanning stops on every device under it then; until then nothing changes but that leases get shorter toward the end.`,
          next: isStaff ? 'Cancelling it lifts everything at the next check.' : '',
        };
      return expiring(agreement, reader);
    case 'expiring':
      return expiring(agreement, reader);
    case 'active':
      return {
        headline: `Last day ${formatRelative(agreement.lastInstantAt, now)}`,
        at: moment(agreement.lastInstantAt),
        says: `The expiry notice goes out by itself ${Date.parse(expiry.noticeDueAt) <= now ? 'within minutes' : `on ${formatInstant(expiry.noticeDueAt, { now })}`}.`,
        next: '',
      };
  }
}

function expiring(agreement: Agreement, reader: Reader): AgreementAnswer {
  const { now, isStaff } = reader;
  const { expiry, lastInstantAt } = agreement;
  if (expiry.effectiveAt === null) {
    const isPast = Date.parse(lastInstantAt) <= now;
    return {
      headline: isPast
        ? `Its last day ended ${formatRelative(lastInstantAt, now)}`
        : `Last day ${formatRelative(lastInstantAt, now)}`,
      at: sayMoment(lastInstantAt, reader),
      says: isPast
        ? 'No expiry notice has been served, so nothing has ended: every license under it works.'
        : 'The expiry notice has not been served yet. Nothing ends before it was, and the agreed notice has run out.',
      next: isStaff
        ? 'Renew it, or see below who could not be reached.'
        : 'To go on, have it renewed. License IDs and keys stay the same.',
    };
  }
  const held = expiry.heldUntil !== null && expiry.heldUntil === expiry.effectiveAt;
  return {
    headline: `${held ? 'Held, expires' : 'Expires'} ${formatRelative(expiry.effectiveAt, now)}`,
    at: sayMoment(expiry.effectiveAt, reader),
    says: `${servedOn(expiry.noticeServedAt, now)} ${held ? 'The expiry is held while a renewal is being talked about. ' : ''}Scanning stops on every device under it then.`,
    next: isStaff
      ? 'Renewing it lifts the expiry at the next check.'
      : 'To go on, have it renewed before. License IDs and keys stay the same.',
  };
}

function servedOn(at: string | null, now: number): string {
  return at === null ? '' : `Notice was served on ${formatInstant(at, { now })}.`;
}
