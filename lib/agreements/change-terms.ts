import {
  type AgreementChange,
  type AgreementRow,
  listAgreementLicenses,
  updateAgreement,
} from '#db/queries/agreements.ts';
import { changeCoverage } from '#db/queries/licenses.ts';
import { listFormerNames } from '#db/queries/products.ts';
import type { TermsChange } from '#lib/domain/agreement-terms.ts';
import { endOfDay, startOfDay } from '#lib/domain/calendar.ts';
import type { Act } from '#lib/use-case.ts';
import { vendorZone } from './agreement-view.ts';

/**
 * Gives an agreement other terms, and its licenses with it. A license that covered all that was agreed on covers what is
 * added too; one that covers a part stays as it is. What is taken is taken from each license, but for one that would
 * cover nothing then: an amendment ends no license.
 */
export async function changeTerms(
  { tx }: Pick<Act, 'tx'>,
  agreement: AgreementRow,
  { change, also = {} }: { change: TermsChange; also?: AgreementChange },
): Promise<void> {
  const zone = vendorZone();
  const { products, platforms, startsOn, endsOn, ...rest } = change;
  const startsAt = startsOn === undefined ? null : new Date(startOfDay(startsOn, zone));
  await updateAgreement(tx, agreement.id, {
    ...definedOf(rest),
    ...(products && { products: [...products] }),
    ...(platforms && { platforms: [...platforms] }),
    ...(startsOn !== undefined && startsAt && { startsOn, startsAt }),
    ...(endsOn !== undefined && { endsOn, lastInstantAt: new Date(endOfDay(endsOn, zone)) }),
    ...also,
  });
  if (!products && !platforms && !startsAt) return;
  for (const license of await listAgreementLicenses(tx, agreement.id)) {
    const next = {
      products: followed(license.products, agreement.products, products),
      platforms: followed(license.platforms, agreement.platforms, platforms),
      // Earlier alone: an agreement with licenses begins later for nobody.
      startsAt: startsAt && startsAt < license.startsAt ? startsAt : license.startsAt,
    };
    const gone = license.products.filter((name) => !next.products.includes(name));
    const former = gone.length > 0 ? await listFormerNames(tx, gone) : [];
    const formerProducts = license.formerProducts.filter((name) => !former.includes(name));
    const isSame =
      isEqual(next.products, license.products) &&
      isEqual(next.platforms, license.platforms) &&
      next.startsAt === license.startsAt;
    if (!isSame) await changeCoverage(tx, license.id, { ...next, formerProducts });
  }
}

/** What a license covers after its agreement went from `agreed` to `wanted`. */
function followed<T extends string>(
  covers: readonly T[],
  agreed: readonly T[],
  wanted: readonly T[] | undefined,
): T[] {
  if (!wanted) return [...covers];
  const hasAll = agreed.every((one) => covers.includes(one));
  const kept = covers.filter((one) => wanted.includes(one));
  if (hasAll) return [...kept, ...wanted.filter((one) => !kept.includes(one))];
  return kept.length > 0 ? kept : [...covers];
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

type Rest = Omit<TermsChange, 'products' | 'platforms' | 'startsOn' | 'endsOn'>;

function definedOf(rest: Rest): AgreementChange {
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}
