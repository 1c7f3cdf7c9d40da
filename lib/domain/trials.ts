/**
 * What a team may try by itself (product.md, Licenses). Asked in this order:
 *
 * 1. products    at least one, each once, known and not retired
 * 2. platforms   at least one, each once, and each product is offered for one of them at least
 * 3. apps        at least one for each platform and none for another, each once        all of 1 to 3 together: invalid-input
 * 4. too-many-apps         at most 100 identifiers
 * 5. trial-limit-running   at most 3 running trials for a team and product
 * 6. trial-limit-year      at most 10 trials begun in 12 months for a team and product
 */
import type { Platform } from '#sdk/protocol/platforms.ts';
import { matchKey } from './identifiers.ts';
import { DAY_MS, type Instant } from './instant.ts';
import type { RegisteredApp } from './license.ts';
import type { ManagementCode } from './management-codes.ts';

/** How long a trial runs, to the second. */
export const TRIAL_DAYS = 30;

/** The most trials of a product that a team can have running. More is a request to sales, as for all limits here. */
export const MAX_RUNNING_TRIALS = 3;

/** The most trials of a product that a team can begin in twelve months (`trialYearStart`). */
export const MAX_TRIALS_IN_TWELVE_MONTHS = 10;

/** The most application identifiers that a trial can have. */
export const MAX_TRIAL_APPS = 100;

/** What the catalogue says of a product, with how many trials of it the team has running and began in twelve months. */
export type TrialProduct = {
  name: string;
  isRetired: boolean;
  platforms: readonly Platform[];
  runningTrials: number;
  trialsInTwelveMonths: number;
};

/** A trial as asked for. `apps` are normalized (`normalizeIdentifier`); `catalogue` holds at least the products asked for. */
export type TrialAsked = {
  now: Instant;
  products: readonly string[];
  platforms: readonly Platform[];
  apps: readonly RegisteredApp[];
  catalogue: readonly TrialProduct[];
};

/** A field that is wrong: a JSON pointer into the input, and what is wrong with it. */
export type InputError = { pointer: string; detail: string };

/** From when to when the trial runs, or why it cannot be had; `product` is the one whose limit is reached. */
export type TrialPlan =
  | { ok: true; startsAt: Instant; endsAt: Instant }
  | {
      ok: false;
      code: Extract<
        ManagementCode,
        'invalid-input' | 'too-many-apps' | 'trial-limit-running' | 'trial-limit-year'
      >;
      detail: string;
      product: string | null;
      errors: InputError[];
    };

/** Trials begun at this moment or later count toward the limit of twelve months: 365 days of 24 hours. */
export function trialYearStart(now: Instant): Instant {
  return now - 365 * DAY_MS;
}

/**
 * Plans a trial: 30 days to the second from the whole second that `now` lies in, so that its end can be told exactly on
 * the wire. Does not read counts by itself: two that ask at the same time must be put one after the other by the store.
 */
export function planTrial(asked: TrialAsked): TrialPlan {
  const errors = [...productErrors(asked), ...platformErrors(asked), ...appErrors(asked)];
  if (errors.length > 0) {
    return {
      ok: false,
      code: 'invalid-input',
      detail: 'The trial cannot be created like this.',
      product: null,
      errors,
    };
  }
  if (asked.apps.length > MAX_TRIAL_APPS) {
    const detail = `A trial has at most ${MAX_TRIAL_APPS} application identifiers; this has ${asked.apps.length}.`;
    const errors = [{ pointer: '/apps', detail }];
    return { ok: false, code: 'too-many-apps', detail, product: null, errors };
  }
  const chosen = asked.catalogue.filter(({ name }) => asked.products.includes(name));
  const limit = chosen.map(limitReached).find((reached) => reached !== null);
  if (limit) return limit;
  const startsAt = Math.floor(asked.now / 1000) * 1000;
  return { ok: true, startsAt, endsAt: startsAt + TRIAL_DAYS * DAY_MS };
}

function limitReached({ name, runningTrials, trialsInTwelveMonths }: TrialProduct): TrialPlan | null {
  if (runningTrials >= MAX_RUNNING_TRIALS) {
    const detail = `Your team already has ${runningTrials} running trials of ${name}.`;
    return { ok: false, code: 'trial-limit-running', detail, product: name, errors: [] };
  }
  if (trialsInTwelveMonths >= MAX_TRIALS_IN_TWELVE_MONTHS) {
    const detail = `Your team has begun ${trialsInTwelveMonths} trials of ${name} in twelve months.`;
    return { ok: false, code: 'trial-limit-year', detail, product: name, errors: [] };
  }
  return null;
}

function productErrors({ products, platforms, catalogue }: TrialAsked): InputError[] {
  if (products.length === 0) return [{ pointer: '/products', detail: 'Choose at least one product.' }];
  return products.flatMap((name, index) => {
    const pointer = `/products/${index}`;
    const product = catalogue.find((one) => one.name === name);
    if (products.indexOf(name) < index) return [{ pointer, detail: `${name} is chosen twice.` }];
    if (product === undefined) return [{ pointer, detail: `There is no product named ${name}.` }];
    if (product.isRetired) return [{ pointer, detail: `${name} is retired and cannot be tried any more.` }];
    if (platforms.length > 0 && !platforms.some((platform) => product.platforms.includes(platform))) {
      return [{ pointer, detail: `${name} is not offered for any of the chosen platforms.` }];
    }
    return [];
  });
}

function platformErrors({ products, platforms, apps, catalogue }: TrialAsked): InputError[] {
  if (platforms.length === 0) return [{ pointer: '/platforms', detail: 'Choose at least one platform.' }];
  const chosen = catalogue.filter(({ name }) => products.includes(name));
  return platforms.flatMap((platform, index) => {
    const pointer = `/platforms/${index}`;
    if (platforms.indexOf(platform) < index) return [{ pointer, detail: `${platform} is chosen twice.` }];
    if (chosen.length > 0 && !chosen.some((product) => product.platforms.includes(platform))) {
      return [{ pointer, detail: `No chosen product is offered for ${platform}.` }];
    }
    if (!apps.some((app) => app.platform === platform)) {
      return [{ pointer, detail: `Add at least one application identifier for ${platform}.` }];
    }
    return [];
  });
}

function appErrors({ platforms, apps }: TrialAsked): InputError[] {
  const seen = new Set<string>();
  return apps.flatMap(({ platform, value }, index) => {
    const pointer = `/apps/${index}`;
    const key = `${platform} ${matchKey(platform, value)}`;
    if (!platforms.includes(platform))
      return [{ pointer, detail: `${platform} is not among the chosen platforms.` }];
    if (seen.has(key)) return [{ pointer: `${pointer}/value`, detail: `${value} is listed twice.` }];
    seen.add(key);
    return [];
  });
}
