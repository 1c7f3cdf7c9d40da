import type { App, CheckCounts } from '#lib/contract/licenses.ts';
import {
  canonicalRequestApp,
  matchCandidates,
  matchKey,
  normalizeIdentifier,
} from '#lib/domain/identifiers.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

/** What checks were refused for, as far as their counts tell: an identifier or a platform that is not covered, or neither. */
export type Refusal = {
  kind: 'not-registered' | 'not-an-identifier' | 'platform-not-covered' | 'something-else';
  value: string;
  count: number;
  /** A registered identifier it resembles, by a suffix more or less, or by case. */
  resembles: App | null;
  /** Whether the same was also answered with a lease in that time: then it works now, or for some. */
  isAlsoLeased: boolean;
};

/** How the server counts what is no identifier of its platform. */
const NO_IDENTIFIER = 'not an identifier';

/** Platforms whose identifiers look like no other's: a refused one is counted with its platform, not again by itself. */
const MACHINES: readonly Platform[] = ['linux', 'macos', 'windows'];

type Counted = {
  apps: readonly App[];
  platforms: readonly Platform[];
  byApp: readonly CheckCounts[];
  byPlatform: readonly CheckCounts[];
};

/** Refused checks by what they asked with, most frequent first. */
export function refusalsOf({ apps, platforms, byApp, byPlatform }: Counted): Refusal[] {
  const strangers = byPlatform.filter(
    ({ platform, refusal }) =>
      platform !== undefined && refusal > 0 && !platforms.some((covered) => covered === platform),
  );
  const refusals: Refusal[] = [];
  for (const { app, refusal, lease } of byApp) {
    const isAlsoLeased = lease > 0;
    if (app === undefined || refusal === 0) continue;
    if (app === NO_IDENTIFIER || app === 'other') {
      refusals.push({ kind: 'not-an-identifier', value: app, count: refusal, resembles: null, isAlsoLeased });
    } else if (isCovered(app, apps)) {
      refusals.push({ kind: 'something-else', value: app, count: refusal, resembles: null, isAlsoLeased });
    } else if (
      !MACHINES.some(
        (machine) =>
          strangers.some(({ platform }) => platform === machine) &&
          canonicalRequestApp(machine, app) !== null,
      )
    ) {
      refusals.push({
        kind: 'not-registered',
        value: app,
        count: refusal,
        resembles: resembling(app, apps),
        isAlsoLeased,
      });
    }
  }
  for (const { platform, refusal } of strangers) {
    refusals.push({
      kind: 'platform-not-covered',
      value: platform ?? '',
      count: refusal,
      resembles: null,
      isAlsoLeased: false,
    });
  }
  return refusals.toSorted((a, b) => b.count - a.count);
}

/** The first of these platforms on which a refused identifier could be registered, best as it is; null when on none. */
export function platformFor(value: string, platforms: readonly Platform[]): Platform | null {
  const options = { kind: 'trial', isPublicSuffix: (host: string) => !host.includes('.') } as const;
  const first = (isSame: boolean) =>
    platforms.find((platform) => {
      const read = normalizeIdentifier(platform, value, options);
      return read.ok && (!isSame || read.value === value);
    });
  return first(true) ?? first(false) ?? null;
}

function isCovered(value: string, apps: readonly App[]): boolean {
  return apps.some(
    (app) =>
      app.value === value || matchCandidates(app.platform, value).includes(matchKey(app.platform, app.value)),
  );
}

function resembling(value: string, apps: readonly App[]): App | null {
  const text = value.toLowerCase();
  const near = apps.find((app) => {
    const registered = app.value.toLowerCase();
    const isWithin =
      text.startsWith(`${registered}.`) ||
      registered.startsWith(`${text}.`) ||
      text.endsWith(`.${registered}`);
    return isWithin || registered === text || isOneEditApart(registered, text);
  });
  return near ?? null;
}

/** Whether one character more, less or other makes one text of the other. */
function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const longer = a.length >= b.length ? a : b;
  const shorter = a.length >= b.length ? b : a;
  const skip = a.length === b.length ? 1 : 0;
  return longer.slice(start + 1) === shorter.slice(start + skip);
}
