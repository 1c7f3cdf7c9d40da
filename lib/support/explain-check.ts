import type { Tx } from '#db/client.ts';
import { type CountedKindRow, findLastCheck } from '#db/queries/check-counts.ts';
import { findLicense, findUnsafeLicenseTeam, type LicenseRow, listApps } from '#db/queries/licenses.ts';
import { findProducts } from '#db/queries/products.ts';
import type { Decision } from '#lib/domain/decide.ts';
import { type ExplainedStep, explain } from '#lib/domain/explain.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { RegisteredApp } from '#lib/domain/license.ts';
import { type NearMiss, nearMiss } from '#lib/domain/near-misses.ts';
import { factsOfRow } from '#lib/licensing/license-view.ts';
import { licenseIdOf } from '#lib/licensing/locate-license.ts';
import { claimsOfKey, type JudgedPaste, judgePasted, readAnswer } from '#lib/licensing/pasted-license.ts';
import { registrableApp } from '#lib/licensing/registrable-app.ts';
import { type Actor, done, failed, useCase } from '#lib/use-case.ts';
import { type CheckRequest, parseCheckStrictly } from '#sdk/protocol/check-request.ts';
import { isPlatform, type Platform } from '#sdk/protocol/platforms.ts';

export type ExplainAsked = {
  license?: string | undefined;
  key?: string | undefined;
  answer?: string | undefined;
  licensee?: string | undefined;
  app?: string | undefined;
  product?: string | undefined;
  version?: string | undefined;
  platform?: Platform | undefined;
  os?: string | undefined;
  nonce?: string | undefined;
};

export type ExplanationView = {
  decision: { outcome: Decision['outcome']; code: Decision['code'] } & Partial<
    Record<'leaseSeconds' | 'graceSeconds' | 'retrySeconds', number>
  >;
  steps: ExplainedStep[];
  license: { id: string; name: string; team: string } | null;
  request: Omit<CheckRequest, 'nonce'>;
  filledFrom: 'request' | 'answer' | 'last-refused-check' | 'last-check' | 'license';
  lastRefusedAt: string | null;
  given: JudgedPaste | null;
  nearMiss: NearMiss | null;
  register: RegisteredApp | null;
};

/** Hours are kept for 35 days; a refused identifier no longer. */
const LOOK_BACK_MS = 35 * DAY_MS;
const ANY_NONCE = 'AAAAAAAAAAAAAAAA';

/**
 * Explains what a check would be answered with, rule by rule. What the caller leaves out comes from the answer that was
 * given, else from the license's last refused check, its last check, or the license itself. Counts nothing, keeps
 * nothing. Staff may ask about any License ID, also one that there is not.
 * Answers `not-found`, `invalid-input` (by the pointers of the wire's members).
 */
export const explainCheck = useCase<ExplainAsked, ExplanationView, 'invalid-input'>({
  action: 'license.explain',
  locate: async (tx, asked, actor) => {
    const id = licenseIdOf(namedIn(asked));
    const found = await findUnsafeLicenseTeam(tx, id);
    if (found) return { ...found, subject: { type: 'license', id } };
    return isOfStaff(actor) ? { teamId: null } : null;
  },
  run: async ({ tx, teamId, now }, asked) => {
    const named = namedIn(asked);
    const row = teamId === null ? null : await findLicense(tx, teamId, licenseIdOf(named));
    const apps = row ? await listApps(tx, [row.id]) : [];
    const { request, filledFrom, lastRefusedAt } = await fillIn(tx, { asked, named, row, apps, now });
    const parsed = parseCheckStrictly(JSON.stringify({ ...request, nonce: asked.nonce ?? ANY_NONCE }));
    if (!parsed.ok) return failed('invalid-input', parsed.errors[0]?.detail ?? parsed.detail, parsed.errors);
    const { nonce: _, ...check } = parsed.check;
    const facts = row && factsOfRow(row, apps);
    const { decision, steps } = explain(facts, parsed.check, now);
    const { platform, app } = check;
    const isStranger = facts !== null && steps.some(({ rule, passed }) => rule === 'app' && !passed);
    const { app: __, ...decided } = { app: null, ...decision };
    return done({
      decision: decided,
      steps,
      license: row && { id: row.id, name: row.name, team: row.team },
      request: check,
      filledFrom,
      lastRefusedAt: lastRefusedAt?.toISOString() ?? null,
      given: await judgePasted(tx, asked),
      nearMiss: isStranger ? nearMiss(platform, app, facts.apps) : null,
      register: isStranger ? registrableApp(facts, platform, app) : null,
    });
  },
});

/** The License ID that was given, or that the key or answer names. */
function namedIn({ license, key, answer }: ExplainAsked): string {
  return license ?? claimsOfKey(key)?.sub ?? readAnswer(answer)?.claims.sub ?? '';
}

function isOfStaff({ asker }: Actor): boolean {
  return asker.kind === 'command' || (asker.kind === 'known' && asker.staffRole !== null);
}

type Filling = {
  asked: ExplainAsked;
  named: string;
  row: LicenseRow | null;
  apps: readonly RegisteredApp[];
  now: Instant;
};
type Filled = {
  request: Record<'license' | 'licensee' | 'app' | 'product' | 'version' | 'platform' | 'os', string>;
  filledFrom: ExplanationView['filledFrom'];
  lastRefusedAt: Date | null;
};

async function fillIn(tx: Tx, { asked, named, row, apps, now }: Filling): Promise<Filled> {
  const since = now - LOOK_BACK_MS;
  const refused = row && (await findLastCheck(tx, row.id, { since, outcome: 'refusal' }));
  const last = row && (refused ?? (await findLastCheck(tx, row.id, { since, outcome: null })));
  const answer = readAnswer(asked.answer)?.claims ?? null;
  const fromAnswer = answer && { app: answer.app, product: answer.prd, platform: answer.plt };
  const usual = await usualRequest(tx, row, {
    apps,
    platform: asked.platform ?? answer?.plt ?? last?.platform,
  });
  const given = defined(asked);
  const known = last && isAlike(last, { ...fromAnswer, ...given }) ? last : null;
  const counted = known ? withoutOther(known) : {};
  const base = { ...usual, ...counted, ...fromAnswer };
  const licensee = asked.licensee ?? claimsOfKey(asked.key)?.licensee ?? row?.licensee ?? 'unknown';
  const isWhole = (['app', 'product', 'version', 'platform'] as const).every((name) => name in given);
  return {
    request: { ...base, ...given, license: named, licensee },
    filledFrom: isWhole
      ? 'request'
      : answer
        ? 'answer'
        : known
          ? refused
            ? 'last-refused-check'
            : 'last-check'
          : 'license',
    lastRefusedAt: refused?.lastAt ?? null,
  };
}

/** What was sent besides what names the license, without what was left out. */
function defined({ app, product, version, platform, os }: ExplainAsked) {
  const members = { app, product, version, platform, os };
  const sent = Object.entries(members).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(sent) as { [name in keyof typeof members]?: string };
}

/** A check as an app would make it that does everything right. */
async function usualRequest(
  tx: Tx,
  row: LicenseRow | null,
  { apps, platform }: { apps: readonly RegisteredApp[]; platform: string | undefined },
) {
  const app = apps.find((one) => one.platform === platform) ?? apps[0];
  const [product] = row ? await findProducts(tx, row.products.slice(0, 1)) : [];
  const fallback = isPlatform(platform) ? platform : (app?.platform ?? row?.platforms[0] ?? 'android');
  return {
    app: app?.value.replace('*', 'any') ?? 'unknown',
    product: product?.name ?? row?.products[0] ?? 'unknown',
    version: product?.currentVersion ?? '1',
    platform: fallback as string,
    os: 'unknown',
  };
}

/** A counted check says something about what is asked for only where the two do not differ. */
function isAlike(
  last: CountedKindRow,
  wanted: Partial<Record<'app' | 'platform' | 'product' | 'version', string>>,
) {
  return (['app', 'platform', 'product', 'version'] as const).every(
    (name) => wanted[name] === undefined || wanted[name] === last[name],
  );
}

/** Crowded hours count some members as `other`: what was sent is not known. A pattern was matched by something it covers. */
function withoutOther({ app, product, version, platform, os }: CountedKindRow) {
  return {
    app: app.replace('*', 'any'),
    platform: platform as string,
    ...(product !== 'other' && { product }),
    ...(version !== 'other' && { version }),
    ...(os !== 'other' && { os }),
  };
}
