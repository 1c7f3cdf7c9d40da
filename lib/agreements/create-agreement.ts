import type { Tx } from '#db/client.ts';
import {
  type AgreementRow,
  findAgreement,
  findUnsafeAgreementTeam,
  insertAgreement,
} from '#db/queries/agreements.ts';
import { findAskedTerms } from '#db/queries/asked-terms.ts';
import { findProducts, type ProductRow } from '#db/queries/products.ts';
import { findTeamBySlug } from '#db/queries/teams.ts';
import {
  type AgreementTerms,
  checkTerms,
  defaultSeconds,
  type TermsChange,
  USUAL_AGREEMENT_APPS,
} from '#lib/domain/agreement-terms.ts';
import { type Day, dayOf, endOfDay, startOfDay } from '#lib/domain/calendar.ts';
import { currentNames } from '#lib/domain/product-names.ts';
import { teamOf } from '#lib/licensing/locate-license.ts';
import { done, type Failure, failed, useCase } from '#lib/use-case.ts';
import { productErrors } from './agreed-products.ts';
import { type AgreementView, termsOf, vendorZone, viewTerms } from './agreement-view.ts';
import { keepJob } from './keep-job.ts';
import { agreementSubject, viewNow, wrong } from './locate-agreement.ts';

export type NewAgreementInput = TermsChange & {
  number: string;
  team?: string | undefined;
  startsOn: Day;
  endsOn: Day;
  copyOf?: string | undefined;
  request?: string | undefined;
};

/**
 * Makes an agreement. What is left out is taken from the agreement `copyOf`, then from what was asked for in `request`,
 * then from the defaults: lease, grace and retry seconds of its products, bounded by the notice; 100 identifiers; no
 * version cap; no offline files; the proxy. Days are the vendor's.
 * Answers `not-found`, `forbidden`, `invalid-input`, `conflict` (the number is taken).
 */
export const createAgreement = useCase<NewAgreementInput, AgreementView, 'invalid-input' | 'conflict'>({
  action: 'agreement.create',
  locate: locateCustomer,
  run: async ({ tx, teamId, actor, now, enqueue }, input) => {
    const given = await gather(tx, input);
    if (!given.ok) return given;
    const zone = vendorZone();
    const products = await findProducts(tx, given.terms.products);
    const named = { ...given.terms, products: currentNames(given.terms.products, products) };
    const terms = withDefaults(named, products);
    const errors = [
      ...productErrors(terms, products),
      ...checkTerms(terms),
      ...pastErrors(terms, dayOf(now, zone)),
    ];
    if (errors[0]) return failed('invalid-input', errors[0].detail, errors);
    const id = await insertAgreement(tx, {
      ...terms,
      products: [...terms.products],
      platforms: [...terms.platforms],
      number: input.number,
      teamId: teamOf(teamId),
      startsAt: new Date(startOfDay(terms.startsOn, zone)),
      lastInstantAt: new Date(endOfDay(terms.endsOn, zone)),
      renewedFrom: given.copied?.teamId === teamId ? (given.copied?.id ?? null) : null,
      createdAt: new Date(now),
      createdBy: actor.personId,
    });
    if (id === null) {
      const detail = `There is an agreement ${input.number} already. Choose another number.`;
      return failed('conflict', detail, [{ pointer: '/number', detail }]);
    }
    await enqueue(keepJob());
    const view = await viewNow(tx, { teamId: teamOf(teamId), id }, now);
    const { noticeAddress: _, ...shown } = viewTerms(terms);
    return done(view, { subject: agreementSubject(view), after: shown });
  },
});

/** Whose it will be: the team that is named, else that of the agreement it is copied from, else that of the request. */
async function locateCustomer(tx: Tx, { team, copyOf, request }: NewAgreementInput) {
  if (team !== undefined) {
    const row = await findTeamBySlug(tx, team);
    return row && { teamId: row.id };
  }
  if (copyOf !== undefined) return findUnsafeAgreementTeam(tx, copyOf);
  return request === undefined ? { teamId: null } : findAskedTerms(tx, request);
}

type Needed = TermsChange &
  Pick<AgreementTerms, 'products' | 'platforms' | 'noticeDays' | 'startsOn' | 'endsOn'>;
type Gathered = { ok: true; terms: Needed; copied: AgreementRow | null } | Failure<'invalid-input'>;

async function gather(tx: Tx, input: NewAgreementInput): Promise<Gathered> {
  const { number: _, team, copyOf, request, ...given } = input;
  const asked = request === undefined ? null : await findAskedTerms(tx, request);
  if (request !== undefined && !asked) return wrong('/request', 'There is no such request.');
  if (asked && team !== undefined && asked.team !== team)
    return wrong('/request', 'This request is of another team.');
  const copied = copyOf === undefined ? null : await findCopied(tx, copyOf);
  if (copyOf !== undefined && !copied) return wrong('/copyOf', `There is no agreement ${copyOf}.`);
  const left = <K extends keyof AgreementTerms>(name: K): TermsChange[K] =>
    given[name] ?? (copied ? termsOf(copied)[name] : undefined);
  const products = given.products ?? asked?.products ?? left('products') ?? [];
  const platforms = given.platforms ?? asked?.platforms ?? left('platforms') ?? [];
  const noticeDays = left('noticeDays');
  if (products.length === 0) return wrong('/products', 'Name at least one product.');
  if (platforms.length === 0) return wrong('/platforms', 'Name at least one platform.');
  if (noticeDays === undefined) return wrong('/noticeDays', 'This is missing.');
  const base = copied ? fitting(termsOf(copied), noticeDays) : {};
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const { startsOn, endsOn } = input;
  return { ok: true, terms: { ...base, ...set, products, platforms, noticeDays, startsOn, endsOn }, copied };
}

/** Lease and grace of a copy that the notice leaves no room for are not taken over. */
function fitting({ leaseSeconds, graceSeconds, ...terms }: AgreementTerms, noticeDays: number): TermsChange {
  const fits = leaseSeconds + graceSeconds <= noticeDays * 86_400;
  return fits ? { ...terms, leaseSeconds, graceSeconds } : terms;
}

async function findCopied(tx: Tx, number: string): Promise<AgreementRow | null> {
  const found = await findUnsafeAgreementTeam(tx, number);
  return found && findAgreement(tx, found.teamId, number);
}

function withDefaults(terms: Needed, products: readonly ProductRow[]): AgreementTerms {
  const seconds = products.length > 0 ? defaultSeconds(products, terms.noticeDays, terms) : NO_PRODUCT;
  return {
    title: terms.title ?? terms.products.join(' + '),
    products: [...new Set(terms.products)],
    platforms: [...new Set(terms.platforms)],
    appLimit: terms.appLimit ?? USUAL_AGREEMENT_APPS,
    startsOn: terms.startsOn,
    endsOn: terms.endsOn,
    noticeDays: terms.noticeDays,
    noticeAddress: terms.noticeAddress ?? null,
    leaseSeconds: terms.leaseSeconds ?? seconds.leaseSeconds,
    graceSeconds: terms.graceSeconds ?? seconds.graceSeconds,
    retrySeconds: terms.retrySeconds ?? seconds.retrySeconds,
    versionCap: terms.versionCap ?? null,
    offline: terms.offline ?? false,
    proxy: terms.proxy ?? true,
  };
}

/** Of products that are all unknown nothing is made: these seconds are in no row. */
const NO_PRODUCT = { leaseSeconds: 60, graceSeconds: 60, retrySeconds: 60 };

function pastErrors({ endsOn }: AgreementTerms, today: Day) {
  return endsOn < today
    ? [{ pointer: '/endsOn', detail: `The last day has passed: today is ${today}.` }]
    : [];
}
