import type { Tx } from '#db/client.ts';
import { listStandingNotices } from '#db/queries/agreement-notices.ts';
import { type AgreementRow, countAgreementUse } from '#db/queries/agreements.ts';
import { findLicense, insertApps, listApps } from '#db/queries/licenses.ts';
import { findProducts, type ProductRow } from '#db/queries/products.ts';
import { findTeam } from '#db/queries/teams.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { currentNames, formerNamesOf } from '#lib/domain/product-names.ts';
import { insertUnderFreshId } from '#lib/licensing/fresh-license-id.ts';
import { type LicenseView, viewLicense } from '#lib/licensing/license-view.ts';
import { located } from '#lib/licensing/locate-license.ts';
import { type AskedApp, type ReadApp, readApps } from '#lib/licensing/new-apps.ts';
import { tell } from '#lib/notices/tell.ts';
import type { Act, InputError } from '#lib/use-case.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { amendedTerms, stateOf } from './agreement-view.ts';

/** A license as it is asked for. What is left out is all that the agreement covers. */
export type AskedLicense = {
  name: string;
  products?: readonly string[] | undefined;
  platforms?: readonly Platform[] | undefined;
  apps: readonly AskedApp[];
};

/** A license as it would be issued, with what is wrong with it; it can be issued when nothing is. */
export type PlannedLicense = {
  name: string;
  products: string[];
  platforms: Platform[];
  apps: ReadApp[];
  errors: InputError[];
};

/** What an agreement and the catalogue say of licenses under it. */
export type Ground = {
  agreement: AgreementRow;
  catalogue: ProductRow[];
  /** What the agreement will cover when an amendment that waits for its moment is in effect. */
  later: { products: readonly string[]; platforms: readonly Platform[] };
  /** Identifiers registered under it so far. */
  apps: number;
};

/** Reads what licenses are issued on. The agreement must be taken (`takeAgreement`) where any are. */
export async function groundOf(tx: Tx, agreement: AgreementRow): Promise<Ground> {
  const standing = await listStandingNotices(tx, [agreement.id]);
  const amendment = standing.find(({ cause }) => cause === 'amendment');
  const terms = amendment ? amendedTerms(amendment) : {};
  const use = await countAgreementUse(tx, [agreement.id]);
  return {
    agreement,
    catalogue: await findProducts(tx, agreement.products),
    later: {
      products: terms.products ?? agreement.products,
      platforms: terms.platforms ?? agreement.platforms,
    },
    apps: use.get(agreement.id)?.apps ?? 0,
  };
}

/** Why nothing can be issued under an agreement now; null when it can. */
export function mayIssue(agreement: AgreementRow, now: Instant): string | null {
  const state = stateOf(agreement, now);
  if (state === 'terminated' || state === 'expired') return 'This agreement has ended. Renew it first.';
  return agreement.endingCause !== null && agreement.endingCause !== 'agreement-expired'
    ? 'Notice was given that this agreement ends. Cancel it first.'
    : null;
}

/** What a license that is asked for would be. `pointer` leads to it in the input. */
export function planLicense(
  asked: AskedLicense,
  { agreement, catalogue, later }: Ground,
  pointer: string,
): PlannedLicense {
  const wanted =
    asked.products && asked.products.length > 0
      ? currentNames(asked.products, catalogue)
      : agreement.products;
  const products = [...new Set(wanted)];
  const platforms = PLATFORMS.filter((one) =>
    (asked.platforms && asked.platforms.length > 0 ? asked.platforms : agreement.platforms).includes(one),
  );
  const errors: InputError[] = [];
  for (const [index, name] of products.entries()) {
    if (agreement.products.includes(name)) continue;
    const detail = `The agreement does not cover ${name}. It covers ${agreement.products.join(', ')}.`;
    errors.push({ pointer: `${pointer}/products/${index}`, detail });
  }
  for (const [index, platform] of (asked.platforms ?? []).entries()) {
    if (agreement.platforms.includes(platform)) continue;
    const detail = `The agreement does not cover ${platform}. It covers ${agreement.platforms.join(', ')}.`;
    errors.push({ pointer: `${pointer}/platforms/${index}`, detail });
  }
  if (errors.length === 0) {
    const isEmptyLater =
      !products.some((name) => later.products.includes(name)) ||
      !platforms.some((platform) => later.platforms.includes(platform));
    const detail = 'An amendment that waits for its moment would leave this license nothing to cover.';
    if (isEmptyLater) errors.push({ pointer: `${pointer}/products`, detail });
  }
  const read = readApps(asked.apps, 'production', (index) => `${pointer}/apps/${index}`);
  errors.push(...read.errors, ...appErrors(asked.apps, { platforms, pointer }));
  return { name: asked.name, products, platforms, apps: read.apps, errors };
}

function appErrors(
  apps: readonly AskedApp[],
  { platforms, pointer }: { platforms: readonly Platform[]; pointer: string },
): InputError[] {
  const seen = new Map<string, number>();
  return apps.flatMap((app, index) => {
    if (!platforms.includes(app.platform)) {
      const detail = `This license does not cover ${app.platform}. It covers ${platforms.join(', ')}.`;
      return [{ pointer: `${pointer}/apps/${index}/platform`, detail }];
    }
    const [read] = readApps([app], 'production', () => '').apps;
    if (!read) return [];
    const key = `${read.platform} ${read.matchKey}`;
    const twin = seen.get(key);
    seen.set(key, twin ?? index);
    const detail = `${read.value} is there already, as identifier ${(twin ?? 0) + 1}.`;
    return twin === undefined ? [] : [{ pointer: `${pointer}/apps/${index}/value`, detail }];
  });
}

/** Why so many more identifiers cannot be registered under an agreement; null when they can. */
export function tooManyApps({ agreement, apps }: Ground, more: number): string | null {
  if (apps + more <= agreement.appLimit) return null;
  const left = Math.max(0, agreement.appLimit - apps);
  return `${agreement.appLimit} identifiers are agreed on, and ${apps} are registered: ${left} more can be, not ${more}. Amend the agreement for more.`;
}

/** Issues a license that was planned without an error, and tells its team. It runs from the agreement's first day on. */
export async function issueLicense(
  { tx, now, actor }: Pick<Act, 'tx' | 'now' | 'actor'>,
  { agreement, catalogue }: Ground,
  planned: PlannedLicense,
): Promise<LicenseView> {
  if (actor.personId === null) throw new Error('licenses are issued by people');
  const team = located(await findTeam(tx, agreement.teamId));
  const at = new Date(now);
  const id = await insertUnderFreshId(tx, now, {
    teamId: team.id,
    kind: 'production',
    name: planned.name,
    licensee: team.name,
    products: planned.products,
    formerProducts: formerNamesOf(catalogue.filter(({ name }) => planned.products.includes(name))),
    platforms: planned.platforms,
    startsAt: new Date(Math.max(now, agreement.startsAt.getTime())),
    agreementId: agreement.id,
    leaseSeconds: agreement.leaseSeconds,
    graceSeconds: agreement.graceSeconds,
    retrySeconds: agreement.retrySeconds,
    createdAt: at,
    createdBy: actor.personId,
  });
  const by = { licenseId: id, createdAt: at, createdBy: actor.personId };
  // A statement takes 65,535 values at most.
  for (let start = 0; start < planned.apps.length; start += 1_000) {
    await insertApps(
      tx,
      planned.apps.slice(start, start + 1_000).map((app) => ({ ...app, ...by })),
    );
  }
  await tell(tx, { notice: 'license-issued', subjectId: id, teamId: team.id, now });
  const license = located(await findLicense(tx, team.id, id));
  return viewLicense(license, await listApps(tx, [id]), now);
}

/** What the audit log says of a license that was issued. */
export function issuedTerms({ products, platforms, apps, agreement }: LicenseView): Record<string, unknown> {
  return {
    kind: 'production',
    agreement,
    products,
    platforms,
    apps: apps.map(({ platform, value }) => ({ platform, value })),
  };
}
