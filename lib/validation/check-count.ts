import type { CheckCount } from '#db/queries/checks.ts';
import type { Decision } from '#lib/domain/decide.ts';
import { canonicalRequestApp, matchApp } from '#lib/domain/identifiers.ts';
import { type Instant, unixSeconds } from '#lib/domain/instant.ts';
import type { LicenseFacts } from '#lib/domain/license.ts';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';

/** What is counted of a check, and whether its `app` is an identifier that the license names. */
export type CountedCheck = CheckCount & { isRegistered: boolean };

/** Stands for every `app` that is no identifier of its platform. */
export const NOT_AN_IDENTIFIER = 'not an identifier';

/** The beginning of the hour that a moment lies in, UTC. */
export function hourOf(now: Instant): Instant {
  return now - (now % 3_600_000);
}

export type DecidedCheck = { check: CheckRequest; license: LicenseFacts; decision: Decision; now: Instant };

/**
 * What is counted of a check on a known license (product.md, Checks and leases): the identifier as the license names it
 * where one matches, whatever was decided; else as it is compared. Neither nonce nor licensee nor network.
 */
export function checkCount({ check, license, decision, now }: DecidedCheck): CountedCheck {
  const registered =
    decision.outcome === 'lease' ? decision.app : matchApp(check.platform, check.app, license.apps);
  const iat = unixSeconds(now);
  const leaseEnd = decision.outcome === 'lease' ? iat + decision.leaseSeconds : null;
  const graceEnd = decision.outcome === 'lease' ? iat + decision.leaseSeconds + decision.graceSeconds : null;
  return {
    licenseId: license.id,
    hour: hourOf(now),
    platform: check.platform,
    app: registered?.value ?? canonicalRequestApp(check.platform, check.app) ?? NOT_AN_IDENTIFIER,
    product: check.product,
    version: check.version,
    os: check.os,
    outcome: decision.outcome,
    code: decision.code ?? '',
    count: 1,
    lastAt: now,
    leaseEndsAt: leaseEnd === null ? null : leaseEnd * 1000,
    graceEndsAt: graceEnd === null ? null : graceEnd * 1000,
    isRegistered: registered !== null,
  };
}
