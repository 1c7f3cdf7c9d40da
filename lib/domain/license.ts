import type { LicenseKind } from '#sdk/protocol/answer.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { Instant } from './instant.ts';

export type { LicenseKind };

/** An application identifier a license names: in its canonical form, a pattern as registered. */
export type RegisteredApp = { platform: Platform; value: string };

/** The only three grounds on which a license under an agreement ends. */
export type EndingCause = 'material-breach' | 'agreement-terminated' | 'agreement-expired';

/** A lock that is in force from `since`; an emergency lock ends by itself at `until`. `reason` is read by the customer. */
export type LicenseLock = { since: Instant; until: Instant | null; reason: string };

/** What an amendment makes narrower, and when. Null: not that. */
export type Narrowing = {
  at: Instant;
  products: readonly string[] | null;
  platforms: readonly Platform[] | null;
  versionCap: string | null;
  noticeDays: number | null;
};

/** What of an agreement bears on its licenses. `ending` is a served notice; without one nothing ends. */
export type AgreementFacts = {
  lastInstant: Instant | null;
  ending: { cause: EndingCause; effectiveAt: Instant } | null;
  versionCap: string | null;
  /** A served amendment that will take something away; left out: there is none. */
  narrowing?: Narrowing | null;
};

/**
 * All that the decision reads of a license. `apps` may be only those that can match a request (`matchCandidates`).
 * `revokedAt` may lie ahead (a replaced key during its overlap). Durations are whole seconds of at least 1.
 */
export type LicenseFacts = {
  id: LicenseId;
  kind: LicenseKind;
  licensee: string;
  formerLicensees: readonly string[];
  products: readonly string[];
  /** Former names of its products: devices in the field go on saying them. */
  formerProducts: readonly string[];
  platforms: readonly Platform[];
  apps: readonly RegisteredApp[];
  startsAt: Instant;
  endsAt: Instant | null;
  revokedAt: Instant | null;
  lock: LicenseLock | null;
  agreement: AgreementFacts | null;
  leaseSeconds: number;
  graceSeconds: number;
  retrySeconds: number;
};
