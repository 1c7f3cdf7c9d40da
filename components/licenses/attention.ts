import type { Refusal } from '#lib/contract/license-acts.ts';
import type { ListedLicense } from '#lib/contract/licenses.ts';

/** Something that somebody of the team should look at, the most pressing first. */
export type Attention =
  | { kind: 'locked'; license: ListedLicense }
  | { kind: 'ending'; license: ListedLicense; endsAt: string }
  | { kind: 'unregistered'; license: ListedLicense }
  | { kind: 'refused'; license: ListedLicense; refusal: Refusal };

/** So many refusals of one license are named; the others are on its page. */
const MOST_REFUSALS = 3;

/** What of a team's licenses needs attention. `refusals` are those of today, by License ID. */
export function attentionOf(
  licenses: readonly ListedLicense[],
  refusals: ReadonlyMap<string, readonly Refusal[]>,
): Attention[] {
  const locked = licenses
    .filter((license) => license.state === 'locked')
    .map((license) => ({ kind: 'locked' as const, license }));
  const ending = licenses
    .flatMap((license) =>
      (license.state === 'expiring' || license.state === 'scheduled') && license.endsAt !== null
        ? [{ kind: 'ending' as const, license, endsAt: license.endsAt }]
        : [],
    )
    .toSorted((a, b) => a.endsAt.localeCompare(b.endsAt));
  const works = licenses.filter(
    (license) => license.state === 'active' || license.state === 'expiring' || license.state === 'scheduled',
  );
  const unregistered = works
    .filter((license) => license.apps.length === 0)
    .map((license) => ({ kind: 'unregistered' as const, license }));
  const refused = works
    .flatMap((license) =>
      (refusals.get(license.id) ?? [])
        .filter(({ isFixed }) => !isFixed)
        .slice(0, MOST_REFUSALS)
        .map((refusal) => ({ kind: 'refused' as const, license, refusal })),
    )
    .toSorted((a, b) => b.refusal.count - a.refusal.count);
  return [...locked, ...ending, ...unregistered, ...refused];
}

const NUMBERS = [
  'Nothing',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
];

/** "Four"; figures from thirteen on. */
export function numberWord(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** "Four things need attention". */
export function attentionHeadline(count: number): string {
  if (count === 1) return 'One thing needs attention';
  return count === 0 ? 'Nothing needs attention' : `${numberWord(count)} things need attention`;
}
