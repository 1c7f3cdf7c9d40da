/**
 * Near misses: a refused application identifier that resembles a registered one, so that "add it?" can be offered.
 * Tried in this order, over all registered identifiers before the next is tried:
 *
 * 1. process-suffix   what is sent is a registered one with `:process` behind it
 * 2. other-platform   the very identifier is registered, but for another platform of the license
 * 3. case             it differs from a registered one in upper and lower case alone
 * 4. debug-suffix     a registered one, with `.debug`, `.dev`, `.staging` and the like behind it, or without
 * 5. subdomain        a registered domain with further labels before it, or the bare domain of a registered one or pattern
 * 6. suffix           a registered one with one further segment (an extension, a flavor), or without its last
 * 7. typo             one character more, less, other, or two neighbors exchanged
 *
 * A resemblance is a guess for people: nothing is ever granted because of it.
 */
import type { Platform } from '#sdk/protocol/platforms.ts';
import { canonicalRequestApp, matchKey } from './identifiers.ts';
import type { RegisteredApp } from './license.ts';

/** How a refused identifier resembles a registered one. */
export const RESEMBLANCES = [
  'process-suffix',
  'other-platform',
  'case',
  'debug-suffix',
  'subdomain',
  'suffix',
  'typo',
] as const;
export type Resemblance = (typeof RESEMBLANCES)[number];

/** The registered identifier that was probably meant, and how the refused one differs from it. */
export type NearMiss = { how: Resemblance; resembles: RegisteredApp };

const BUILD_WORDS =
  /^(?:debug|dev|develop|development|staging|stage|stg|beta|alpha|test|testing|tests|qa|uat|int|internal|preview|nightly|canary|sandbox|demo|release|local)$/;

/** Short names are all one typo apart from each other. */
const LEAST_FOR_TYPO = 6;

/**
 * The nearest registered identifier to one that a device sent for `platform` and that matches none, else null.
 * `app` may be as sent or as counted; `registered` may hold identifiers of other platforms, in any order: of several
 * that resemble it alike, the first one counts.
 */
export function nearMiss(
  platform: Platform,
  app: string,
  registered: readonly RegisteredApp[],
): NearMiss | null {
  for (const how of RESEMBLANCES) {
    const resembles = registered.find((one) => RESEMBLES[how]({ platform, app, one }));
    if (resembles) return { how, resembles };
  }
  return null;
}

type Pair = { platform: Platform; app: string; one: RegisteredApp };

const RESEMBLES: Record<Resemblance, (pair: Pair) => boolean> = {
  'process-suffix': ({ platform, app, one }) => {
    const name = app.slice(0, Math.max(0, app.indexOf(':')));
    return one.platform === platform && name !== '' && isSame(platform, name, one.value);
  },
  'other-platform': ({ platform, app, one }) =>
    one.platform !== platform && isSame(one.platform, app, one.value),
  case: ({ platform, app, one }) =>
    one.platform === platform && app.toLowerCase() === one.value.toLowerCase(),
  'debug-suffix': ({ platform, app, one }) => {
    if (one.platform !== platform || platform === 'browser') return false;
    const [longer, shorter] = longerFirst(app, one.value);
    return isWithout(longer, shorter, (rest) => rest.split('.').every((word) => BUILD_WORDS.test(word)));
  },
  subdomain: ({ platform, app, one }) => {
    if (one.platform !== platform || platform !== 'browser') return false;
    const [longer, shorter] = longerFirst(app.toLowerCase(), one.value.replace(/^\*\./, ''));
    const isBareOfPattern = one.value.startsWith('*.') && longer === shorter;
    return isBareOfPattern || (shorter.includes('.') && longer.endsWith(`.${shorter}`));
  },
  suffix: ({ platform, app, one }) => {
    if (one.platform !== platform || platform === 'browser') return false;
    const [longer, shorter] = longerFirst(app, one.value);
    return shorter.includes('.') && isWithout(longer, shorter, (rest) => !rest.includes('.'));
  },
  typo: ({ platform, app, one }) =>
    one.platform === platform &&
    one.value.length >= LEAST_FOR_TYPO &&
    !one.value.includes('*') &&
    isOneTypoApart(app.toLowerCase(), one.value.toLowerCase()),
};

function isSame(platform: Platform, app: string, value: string): boolean {
  return canonicalRequestApp(platform, app) === matchKey(platform, value);
}

function longerFirst(a: string, b: string): [longer: string, shorter: string] {
  return a.length >= b.length ? [a, b] : [b, a];
}

/** Whether `longer` is `shorter`, in any case, with a dot and a rest behind it that is as wanted. */
function isWithout(longer: string, shorter: string, isWanted: (rest: string) => boolean): boolean {
  const text = longer.toLowerCase();
  const start = `${shorter.toLowerCase()}.`;
  return text.startsWith(start) && text.length > start.length && isWanted(text.slice(start.length));
}

/** Whether one character more, less or other, or two neighbors exchanged, make one text of the other. */
function isOneTypoApart(a: string, b: string): boolean {
  const [longer, shorter] = longerFirst(a, b);
  if (longer.length - shorter.length > 1 || longer === shorter) return false;
  let start = 0;
  while (start < shorter.length && longer[start] === shorter[start]) start += 1;
  if (longer.length > shorter.length) return longer.slice(start + 1) === shorter.slice(start);
  if (longer.slice(start + 1) === shorter.slice(start + 1)) return true;
  return (
    longer[start] === shorter[start + 1] &&
    longer[start + 1] === shorter[start] &&
    longer.slice(start + 2) === shorter.slice(start + 2)
  );
}
