import type { AppRow, LicenseRow } from '#db/queries/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { LicenseFacts } from '#lib/domain/license.ts';
import { type LicenseState, licenseState } from '#lib/domain/license-state.ts';
import { narrowingOf } from '#lib/domain/narrowing.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

/** An application identifier as the management API gives it. */
export type AppView = { id: string; platform: Platform; value: string; environment?: string };

/** A license as the management API gives it (interface.md): without internal notes, with its state at this moment. */
export type LicenseView = {
  id: string;
  kind: 'trial' | 'production';
  name: string;
  team: string;
  licensee: string;
  products: string[];
  platforms: Platform[];
  apps: AppView[];
  state: LicenseState;
  stateReason: string | null;
  /** Since when it is so, and until when as far as known (`licenseState`). */
  stateSince: string | null;
  stateUntil: string | null;
  startsAt: string;
  endsAt: string | null;
  leaseSeconds: number;
  graceSeconds: number;
  retrySeconds: number;
  agreement: string | null;
  /** The License ID that took its place when its key was replaced. */
  replacedBy: string | null;
  keyCopiedAt: string | null;
  createdAt: string;
  createdBy: string;
  version: number;
};

export function viewApp({ id, platform, value, environment }: AppRow): AppView {
  return environment === null ? { id, platform, value } : { id, platform, value, environment };
}

/** What the rules read of a license, from its row and its identifiers. */
export function factsOfRow(row: LicenseRow, apps: readonly AppRow[]): LicenseFacts {
  return {
    id: row.id,
    kind: row.kind,
    licensee: row.licensee,
    formerLicensees: row.formerLicensees,
    products: row.products,
    formerProducts: row.formerProducts,
    platforms: row.platforms,
    apps,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt?.getTime() ?? null,
    revokedAt: row.revokedAt?.getTime() ?? null,
    lock:
      row.lockedAt && row.lockReason !== null
        ? { since: row.lockedAt.getTime(), until: row.lockEndsAt?.getTime() ?? null, reason: row.lockReason }
        : null,
    agreement: agreementFactsOf(row),
    leaseSeconds: row.leaseSeconds,
    graceSeconds: row.graceSeconds,
    retrySeconds: row.retrySeconds,
  };
}

function agreementFactsOf(row: LicenseRow): LicenseFacts['agreement'] {
  if (row.agreementId === null) return null;
  const ending =
    row.endingCause && row.endingEffectiveAt
      ? { cause: row.endingCause, effectiveAt: row.endingEffectiveAt.getTime() }
      : null;
  const narrowing =
    row.narrowingEffectiveAt && row.narrowingTerms
      ? narrowingOf(row.narrowingEffectiveAt.getTime(), row.narrowingTerms)
      : null;
  return { lastInstant: row.lastInstantAt?.getTime() ?? null, ending, versionCap: row.versionCap, narrowing };
}

export function viewLicense(row: LicenseRow, apps: readonly AppRow[], now: Instant): LicenseView {
  const { state, since, until } = licenseState(factsOfRow(row, apps), now);
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    team: row.team,
    licensee: row.licensee,
    products: row.products,
    platforms: row.platforms,
    apps: apps.map(viewApp),
    state,
    stateReason: state === 'locked' ? row.lockReason : null,
    stateSince: since === null ? null : new Date(since).toISOString(),
    stateUntil: until === null ? null : new Date(until).toISOString(),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    leaseSeconds: row.leaseSeconds,
    graceSeconds: row.graceSeconds,
    retrySeconds: row.retrySeconds,
    agreement: row.agreement,
    replacedBy: row.replacedBy,
    keyCopiedAt: row.keyCopiedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    version: row.version,
  };
}
