import {
  findToldAgreement,
  findToldNotice,
  listToldLicenses,
  type ToldAgreement,
  type ToldLicense,
  type ToldNotice,
} from '#db/queries/told-subjects.ts';
import { momentOfEffect, servedMoment } from '#lib/domain/agreements.ts';
import { onInstant, sayInstant, sayLeft } from '../say-instant.ts';
import { agreementFacts, type Effect } from './license-facts.ts';
import type { Telling, Words, Writer } from './words.ts';

type Ending = { notice: ToldNotice; agreement: ToldAgreement; licenses: ToldLicense[] };

async function findEnding({ handle, id }: Telling): Promise<Ending | null> {
  const notice = await findToldNotice(handle, id);
  const agreement = notice && (await findToldAgreement(handle, notice.agreementId));
  return agreement && { notice, agreement, licenses: await listToldLicenses(handle, agreement.id) };
}

/** What happens to the agreement, by cause: after its number, and of the moment at which it does. */
const HAPPENS: Readonly<Record<ToldNotice['cause'], { subject: string; heading: string; ground: string }>> = {
  'material-breach': {
    subject: 'ends because of a material breach',
    heading: 'Your agreement ends because of a material breach',
    ground: 'before it ends because of a material breach',
  },
  'agreement-terminated': {
    subject: 'is terminated',
    heading: 'Your agreement is terminated',
    ground: 'before it is terminated',
  },
  'agreement-expired': {
    subject: 'expires',
    heading: 'Your agreement expires',
    ground: 'before it ends with its last day',
  },
  amendment: {
    subject: 'is changed',
    heading: 'Your agreement is changed',
    ground: 'before something is taken away from it',
  },
};

/** The notice itself, with the vendor's message; nothing once it was cancelled or has taken effect. */
export const endingNotice: Writer = async (telling) => {
  const ending = await findEnding(telling);
  if (!ending || isOver(ending.notice)) return null;
  const { notice, agreement } = ending;
  const { subject, heading, ground } = HAPPENS[notice.cause];
  return about(telling, ending, {
    subject: `The agreement ${agreement.number} ${subject}`,
    heading,
    says: [
      `This is the notice that ${telling.sender.vendorName} must give ${ground}.`,
      momentOf(telling, ending),
      whatStops(notice),
      whatToDo(notice),
    ],
    quote: { from: `Message of ${telling.sender.vendorName}`, text: notice.message },
    effect: 'stops',
    label: 'See what happens when',
  });
};

/** 30, 14, 7 and 1 days before a served notice takes effect. */
export const endingReminder: Writer = async (telling) => {
  const ending = await findEnding(telling);
  const effectiveAt = ending?.notice.effectiveAt;
  if (!ending || !effectiveAt || isOver(ending.notice)) return null;
  const leftMs = effectiveAt.getTime() - telling.now;
  if (leftMs <= 0) return null;
  const { notice, agreement } = ending;
  const verb = notice.cause === 'amendment' ? 'is changed' : 'ends';
  return about(telling, ending, {
    subject: `The agreement ${agreement.number} ${verb} in ${sayLeft(leftMs)}`,
    heading: `Your agreement ${verb} in ${sayLeft(leftMs)}`,
    says: [momentOf(telling, ending), whatStops(notice), whatToDo(notice)],
    quote: { from: `Message of ${telling.sender.vendorName}`, text: notice.message },
    effect: 'stops',
    label: 'See what happens when',
  });
};

/** A notice that is no more: cancelled, the breach cured, or the agreement renewed. One that another replaced is told of by that. */
export const endingCancelled: Writer = async (telling) => {
  const ending = await findEnding(telling);
  const kind = ending?.notice.cancelKind;
  if (!ending || !kind || kind === 'replaced') return null;
  const { agreement, notice } = ending;
  const because = {
    cancelled: `${telling.sender.vendorName} has taken the notice back.`,
    cured: `${telling.sender.vendorName} regards the breach as cured, and has taken the notice back.`,
    renewed: 'The agreement was renewed, and the notice is void.',
  }[kind];
  return about(telling, ending, {
    subject: `The agreement ${agreement.number} goes on`,
    heading: notice.cause === 'amendment' ? 'Your agreement stays as it is' : 'Your agreement goes on',
    says: [
      because,
      'There is nothing to do. Leases are granted at full length again from the next check of each device on.',
    ],
    effect: 'goes on',
    label: 'Open your licenses',
  });
};

/** The moment of effect has come. */
export const endingInEffect: Writer = async (telling) => {
  const ending = await findEnding(telling);
  const effectiveAt = ending?.notice.effectiveAt;
  if (!ending || !effectiveAt || ending.notice.cancelledAt || effectiveAt.getTime() > telling.now)
    return null;
  const { notice, agreement } = ending;
  const at = sayInstant(effectiveAt, telling.timeZone);
  const isAmendment = notice.cause === 'amendment';
  return about(telling, ending, {
    subject: `The agreement ${agreement.number} ${isAmendment ? 'has changed' : 'has ended'}`,
    heading: isAmendment ? 'Your agreement has changed' : 'Your agreement has ended',
    says: isAmendment
      ? [`The change that you were given notice of took effect at ${at}.`, whatToDo(notice)]
      : [
          `It ended at ${at}. Every device that asks is told so, and scanning has stopped.`,
          `To go on, talk to ${telling.sender.vendorName}: under a renewed agreement the same licenses and keys work again.`,
        ],
    effect: 'stops',
    label: 'Open your licenses',
  });
};

async function findAgreementAndLicenses({ handle, id }: Telling) {
  const agreement = await findToldAgreement(handle, id);
  return agreement && { agreement, licenses: await listToldLicenses(handle, agreement.id) };
}

/** The expiry is held; nothing once the hold is over or was taken back. */
export const agreementHeld: Writer = async (telling) => {
  const found = await findAgreementAndLicenses(telling);
  const heldUntil = found?.agreement.heldUntil;
  if (!found || !heldUntil || heldUntil.getTime() <= telling.now) return null;
  return about(telling, found, {
    subject: `The end of the agreement ${found.agreement.number} is held`,
    heading: 'The end of your agreement is held',
    says: [
      `While a renewal is being talked about, nothing ends before ${sayInstant(heldUntil, telling.timeZone)}. Devices go on scanning until then.`,
      `What to do: agree on the renewal with ${telling.sender.vendorName} before that moment.`,
    ],
    effect: 'goes on',
    label: 'See what happens when',
  });
};

export const agreementRenewed: Writer = async (telling) => {
  const found = await findAgreementAndLicenses(telling);
  if (!found) return null;
  return about(telling, found, {
    subject: `The agreement ${found.agreement.number} was renewed`,
    heading: 'Your agreement was renewed',
    says: [
      `It runs until ${sayInstant(found.agreement.lastInstantAt, telling.timeZone)} now. Licenses and keys stay as they are: there is nothing to do.`,
    ],
    effect: 'goes on',
    label: 'Open your licenses',
  });
};

/** A change to the customer's good, which needs no notice. */
export const agreementAmended: Writer = async (telling) => {
  const found = await findAgreementAndLicenses(telling);
  if (!found) return null;
  return about(telling, found, {
    subject: `The agreement ${found.agreement.number} was changed`,
    heading: 'Your agreement was changed',
    says: [
      'The change takes nothing away and is in force already: devices get the new terms at their next check. There is nothing to do.',
    ],
    effect: 'goes on',
    label: 'Open your licenses',
  });
};

type Told = Pick<Words, 'subject' | 'heading' | 'says' | 'quote'> & { effect: Effect; label: string };

async function about(
  telling: Telling,
  { agreement, licenses }: Omit<Ending, 'notice'>,
  { effect, label, ...words }: Told,
): Promise<Words> {
  return {
    ...words,
    facts: await agreementFacts(telling, { agreement, licenses, effect }),
    action: { label, path: `/${agreement.team}/licenses` },
    why: `You get this mail because it concerns the agreement ${agreement.number} between ${telling.sender.vendorName} and ${agreement.teamName}. It goes to the owners and admins of the team and to the agreement's notice address.`,
  };
}

/** When it takes effect: the moment once the notice is served, before what it is if this mail is taken today. */
function momentOf({ timeZone, now }: Telling, { notice, agreement }: Ending): string {
  if (notice.effectiveAt) {
    return `It takes effect ${onInstant(notice.effectiveAt, timeZone)}. That moment is never moved earlier.`;
  }
  const isExpiry = notice.cause === 'agreement-expired';
  const moment = momentOfEffect({
    servedAt: servedMoment(now, { noticeDays: notice.noticeDays, zone: timeZone }),
    noticeDays: notice.noticeDays,
    zone: timeZone,
    chosenDay: notice.effectiveOn,
    lastInstantAt: isExpiry ? agreement.lastInstantAt.getTime() : null,
    heldUntil: isExpiry ? (agreement.heldUntil?.getTime() ?? null) : null,
  });
  return `It takes effect ${onInstant(new Date(moment), timeZone)}, or later if the mail server accepts this mail another day: no sooner than ${notice.noticeDays} days after that. The exact moment stands with your licenses as soon as the notice is served, and is never moved earlier.`;
}

function whatStops({ cause }: ToldNotice): string {
  return cause === 'amendment'
    ? 'Until then everything works as before. From then on what the agreement no longer covers is refused.'
    : 'Until then everything works as before. At that moment scanning stops on every device, on-line or not: no lease runs longer.';
}

function whatToDo({ cause }: ToldNotice): string {
  switch (cause) {
    case 'material-breach':
      return 'What to do: cure the breach and tell us before that moment. A breach that is cured ends nothing.';
    case 'agreement-expired':
      return 'What to do: agree on a renewal before that moment. Licenses and keys stay the same under it.';
    case 'agreement-terminated':
      return 'What to do: release your apps without the SDK before that moment, or talk to us.';
    case 'amendment':
      return 'What to do: see whether your apps use what is taken away, and change them before that moment.';
  }
}

function isOver({ cancelledAt, appliedAt }: ToldNotice): boolean {
  return cancelledAt !== null || appliedAt !== null;
}
