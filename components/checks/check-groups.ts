import type { CHECK_GROUPS } from '#lib/contract/licenses.ts';

export type CheckGroup = (typeof CHECK_GROUPS)[number];
export type CheckDays = 1 | 7 | 30;
export type ChecksChosen = { by: CheckGroup; days: CheckDays };

/** How checks can be grouped, in the order in which they are asked for. */
export const CHECK_GROUP_WORDS: readonly { by: CheckGroup; name: string; head: string }[] = [
  { by: 'day', name: 'Day', head: 'Day' },
  { by: 'hour', name: 'Hour', head: 'Hour' },
  { by: 'app', name: 'Identifier', head: 'Application identifier' },
  { by: 'version', name: 'Version', head: 'Product version' },
  { by: 'platform', name: 'Platform', head: 'Platform' },
  { by: 'os', name: 'OS', head: 'Operating system' },
];
export const CHECK_DAYS: readonly CheckDays[] = [1, 7, 30];

/** Reads the choice from an address; what it does not know is what is usual. */
export function readChosen(query: {
  by?: string | string[] | undefined;
  days?: string | string[] | undefined;
}): ChecksChosen {
  const group = CHECK_GROUP_WORDS.find(({ by }) => by === query.by);
  const days = CHECK_DAYS.find((one) => String(one) === query.days);
  return { by: group?.by ?? 'day', days: days ?? (group?.by === 'hour' ? 1 : 30) };
}
