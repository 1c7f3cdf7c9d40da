/**
 * Explains a decision rule by rule. Walks the list that `decide` walks, so that the two cannot differ, but asks every
 * rule, also those after the one that decides: what would stand in the way next is seen at once.
 */
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import type { LockCode, RefusalCode } from '#sdk/protocol/codes.ts';
import {
  type Asked,
  type Decision,
  decide,
  decisionOf,
  factsOf,
  grant,
  RULES,
  type RuleName,
} from './decide.ts';
import { canonicalRequestApp } from './identifiers.ts';
import type { Instant } from './instant.ts';
import type { LicenseFacts } from './license.ts';
import { endOf, expired, lockInForce, revoked, terminated } from './license-state.ts';
import { grantLimit } from './narrowing.ts';
import type { Reason } from './reasons/reason.ts';
import { REASONS } from './reasons.ts';

/**
 * One rule as it was found: what would pass, what there was; and when it failed its code, what to do and who can do it,
 * which are null when it passed.
 */
export type ExplainedStep = {
  rule: RuleName;
  passed: boolean;
  expected: string;
  actual: string;
  fix: string | null;
  code: LockCode | RefusalCode | null;
  who: Reason['who'] | null;
};

/** A decision with every step that led to it. The first step that did not pass decides. */
export type Explanation = { decision: Decision; steps: ExplainedStep[] };

/**
 * Explains what `decide` gives for the same arguments. An unknown license has one step, since nothing else can be
 * asked. Texts may quote the license's licensee, products and identifiers: show them only to who may see the license.
 * What is expected of the identifier is told from `license.apps`: give all of them, not only those that can match.
 * An explanation is never counted as a check.
 */
export function explain(license: LicenseFacts | null, request: CheckRequest, now: Instant): Explanation {
  const known = stepOf('license-known', license === null ? 'license-unknown' : null, {
    expected: 'a License ID that was issued',
    actual: request.license,
  });
  if (license === null) return { decision: decide(license, request, now), steps: [known] };
  const asked = factsOf(license, request, now);
  const steps = [known];
  let decision: Decision | null = null;
  for (const { name, fails } of RULES) {
    const code = fails(asked);
    if (code !== null) decision ??= decisionOf(code, asked);
    steps.push(stepOf(name, code, TEXTS[name](asked)));
  }
  return { decision: decision ?? grant(asked), steps };
}

type Texts = { expected: string; actual: string };

const TEXTS: Record<Exclude<RuleName, 'license-known'>, (asked: Asked) => Texts> = {
  licensee: ({ license, request }) => ({
    expected: anyOf([license.licensee, ...license.formerLicensees]),
    actual: request.licensee,
  }),
  'not-revoked': ({ license, now }) => ({
    expected: 'not revoked',
    actual: sinceText('revoked', revoked(license, now)?.at) ?? 'not revoked',
  }),
  'not-terminated': ({ license, now }) => ({
    expected: 'no termination in effect',
    actual: sinceText('terminated', terminated(license, now)?.at) ?? 'no termination in effect',
  }),
  'not-locked': ({ license, now }) => {
    const lock = lockInForce(license, now);
    return {
      expected: 'not locked',
      actual: lock === null ? 'not locked' : `${sinceText('locked', lock.since)}: ${lock.reason}`,
    };
  },
  'not-expired': ({ license, now }) => {
    const end = endOf(license);
    const past = expired(license, now);
    return {
      expected: end === null ? 'no end is known' : `before ${instantText(end)}`,
      actual: past === null ? instantText(now) : `ended at ${instantText(past.at)}`,
    };
  },
  started: ({ license, now }) => ({
    expected: `from ${instantText(license.startsAt)} on`,
    actual: instantText(now),
  }),
  product: ({ license, request }) => ({ expected: anyOf(license.products), actual: request.product }),
  platform: ({ license, request }) => ({ expected: anyOf(license.platforms), actual: request.platform }),
  version: ({ license, request }) => {
    const cap = license.agreement?.versionCap ?? null;
    return { expected: cap === null ? 'any version' : `up to ${cap}`, actual: request.version };
  },
  app: ({ license, request, app }) => ({
    expected: expectedApps(license, request),
    actual: actualApp(request, app),
  }),
  room: ({ license, request, times, now }) => {
    const end = grantLimit(license, request, now)?.at ?? null;
    return {
      expected: 'at least one second until the license ends',
      actual: times !== null || end === null ? 'enough time' : `${end - now} ms`,
    };
  },
};

function stepOf(rule: RuleName, code: LockCode | RefusalCode | null, texts: Texts): ExplainedStep {
  const { fix = null, who = null } = code === null ? {} : REASONS[code];
  return { rule, passed: code === null, ...texts, fix, code, who };
}

/** At most ten, so that a license with 10,000 identifiers can be explained on one page. */
function anyOf(values: readonly string[]): string {
  const [first, ...others] = values;
  if (first === undefined) return 'none';
  if (others.length > 9) return `one of ${values.slice(0, 10).join(', ')} and ${values.length - 10} more`;
  return others.length === 0 ? first : `one of ${values.join(', ')}`;
}

function expectedApps(license: LicenseFacts, { platform }: CheckRequest): string {
  const apps = license.apps.filter((app) => app.platform === platform);
  return apps.length === 0 ? `an identifier registered for ${platform}` : anyOf(apps.map((app) => app.value));
}

function actualApp({ platform, app }: CheckRequest, matched: Asked['app']): string {
  const canonical = canonicalRequestApp(platform, app);
  if (canonical === null) return `${app} (not an identifier of ${platform})`;
  const sent = canonical === app ? app : `${app} (read as ${canonical})`;
  return matched === null || matched.value === canonical ? sent : `${sent}, matches ${matched.value}`;
}

function sinceText(what: string, at: Instant | undefined): string | null {
  return at === undefined ? null : `${what} since ${instantText(at)}`;
}

/** RFC 3339 in UTC. Pages show it in the vendor's time zone beside it. */
function instantText(at: Instant): string {
  return new Date(at).toISOString();
}
