import { formatInstant, formatRelative } from '#components/ui/format-instant.ts';
import type { ShownState } from '#components/ui/state.tsx';
import type { Banner } from '#lib/contract/notices.ts';
import type { Instant } from '#lib/domain/instant.ts';

export type BannerWords = {
  /** The same as long as it is the same banner. */
  id: string;
  state: ShownState;
  word: string;
  headline: string;
  says: string;
  /** What the vendor wrote, where that is more than a line. */
  message: string | null;
  href: string;
  action: string;
};

type Ending = Extract<Banner, { kind: 'ending' }>;

/** What a banner says: what happens, when exactly, what to do. */
export function bannerWords(banner: Banner, { team, now }: { team: string; now: Instant }): BannerWords {
  const page = `/${team}/licenses`;
  const of = (licenses: Named[]) => {
    const [only] = licenses;
    return only && licenses.length === 1 ? `${page}/${only.id}` : page;
  };
  switch (banner.kind) {
    case 'lock':
      return {
        id: `lock ${banner.license.id}`,
        state: 'locked',
        word: 'Locked',
        headline: `${banner.license.name} is locked`,
        says: `${sentence(banner.reason)} ${
          banner.until === null
            ? 'The lock stays until support takes it away.'
            : `The lock ends by itself ${exactly(banner.until, now)}, unless it is renewed.`
        }`,
        message: null,
        href: `${page}/${banner.license.id}`,
        action: 'Open the license',
      };
    case 'hold':
      return {
        id: `hold ${banner.agreement.number}`,
        state: 'scheduled',
        word: 'Held',
        headline: `The end of agreement ${banner.agreement.number} is held`,
        says: `Nothing of it ends before ${exactly(banner.heldUntil, now)}. Agree on the renewal until then.`,
        message: null,
        href: of(banner.licenses),
        action: 'Open the licenses',
      };
    case 'ending':
      return {
        id: `ending ${banner.id}`,
        ...endingWords(banner, now),
        message: banner.message,
        href: of(banner.licenses),
        action: banner.licenses.length === 1 ? 'Open the license' : 'Open the licenses',
      };
  }
}

type Named = { id: string; name: string };

function endingWords(
  banner: Ending,
  now: Instant,
): Pick<BannerWords, 'state' | 'word' | 'headline' | 'says'> {
  const { agreement, cause, effectiveAt, earliestAt } = banner;
  const isAmendment = cause === 'amendment';
  const name = `Agreement ${agreement.number}`;
  if (effectiveAt !== null && Date.parse(effectiveAt) <= now) {
    return {
      state: isAmendment ? 'scheduled' : cause === 'agreement-expired' ? 'expired' : 'terminated',
      word: isAmendment ? 'Changed' : 'Ended',
      headline: `${name} has ${isAmendment ? 'changed' : 'ended'}`,
      says: isAmendment
        ? `Since ${formatInstant(effectiveAt, { now })}. What it no longer covers is refused.`
        : `Since ${formatInstant(effectiveAt, { now })}. Scanning with ${nameOf(banner.licenses)} has stopped on every device. Under a renewed agreement the same keys work again.`,
    };
  }
  const verb = isAmendment ? 'changes' : 'ends';
  const when =
    effectiveAt === null
      ? `no sooner than ${exactly(earliestAt, now)}: its days count from when the notice is served`
      : exactly(effectiveAt, now);
  const stops = isAmendment
    ? 'What it no longer covers is refused from then on.'
    : `Scanning with ${nameOf(banner.licenses)} stops on every device then.`;
  return {
    state: 'scheduled',
    word: 'Notice',
    headline: `${name} ${verb}${HEADS[cause]}`,
    says: `It ${verb} ${when}. ${stops} ${TO_DO[cause]}${
      banner.heldUntil === null ? '' : ` Its end is held while a renewal is being talked about.`
    }`,
  };
}

const HEADS: Readonly<Record<Ending['cause'], string>> = {
  'material-breach': ' because of a material breach',
  'agreement-terminated': ': it was terminated',
  'agreement-expired': ' with its last day',
  amendment: '',
};
const TO_DO: Readonly<Record<Ending['cause'], string>> = {
  'material-breach': 'Cure the breach before that, and nothing ends.',
  'agreement-terminated': 'Release your apps without the SDK before that.',
  'agreement-expired': 'Agree on a renewal before that: licenses and keys stay the same.',
  amendment: 'Change your apps before that.',
};

function exactly(at: string, now: Instant): string {
  return `${formatInstant(at, { now })} (${formatRelative(at, now)})`;
}

function nameOf(licenses: Named[]): string {
  const [first, ...others] = licenses;
  if (!first) return 'licenses under it';
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
