import type { Api } from '#components/api.ts';
import { licenseAnswer } from '#components/licenses/license-answer.ts';
import { formatDuration } from '#components/ui/format-duration.ts';
import { formatInstant, formatSince } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import type { Lease, License } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { LicenseState } from '#lib/domain/license-state.ts';
import { POLICY, type StaffRole } from '#lib/domain/policy.ts';
import { REASONS } from '#lib/domain/reasons.ts';
import type { LockCode, RefusalCode } from '#sdk/protocol/codes.ts';

export type TimelineItem = Awaited<ReturnType<Api['licenseHistory']['timeline']>>['items'][number];

/** Why a license is as it is, in the words of whoever has the customer on the line. */
export type StaffAnswer = {
  headline: string;
  says: string;
  customerReads: string;
  internalNote: string | null;
  whoCanFix: { isYou: boolean; says: string };
};

const CODES: Partial<Record<LicenseState, LockCode | RefusalCode>> = {
  locked: 'license-locked',
  expired: 'trial-expired',
  terminated: 'agreement-terminated',
  revoked: 'license-revoked',
  'not-started': 'license-not-started',
};

type Known = {
  license: License;
  leases: readonly Lease[];
  /** The lock in force, from the timeline; null when there is none. */
  lock: TimelineItem | null;
  /** Checks that were answered with a lock since it was locked. */
  lockedChecks: number;
  role: StaffRole;
  now: Instant;
};

/** The answer to "why is this customer locked, and may I unlock?", for every state. */
export function staffAnswer({ license, leases, lock, lockedChecks, role, now }: Known): StaffAnswer {
  const answer = licenseAnswer(license, now);
  const code = codeOf(license);
  if (license.state === 'locked') {
    const mayUnlock = POLICY['license.unlock'].staff.includes(role);
    return {
      headline: lock ? `Locked ${formatSince(lock.at, now)}` : 'Locked',
      says: [
        lock ? `By ${lock.by.name ?? 'the command line'}, ${formatInstant(lock.at, { now })}.` : '',
        `${formatNumber(lockedChecks)} ${lockedChecks === 1 ? 'check was' : 'checks were'} answered with a lock since.`,
        runningSays(leases, now),
      ]
        .filter(Boolean)
        .join(' '),
      customerReads: license.stateReason ?? 'No reason was given.',
      internalNote: lock?.note ?? 'No note was made.',
      whoCanFix: mayUnlock
        ? { isYou: true, says: 'Support may unlock, with a note.' }
        : { isYou: false, says: POLICY['license.unlock'].says },
    };
  }
  const reason = code ? REASONS[code] : null;
  return {
    headline: answer.headline,
    says: [
      answer.at ? `${formatInstant(answer.at, { now })}.` : '',
      reason?.says ?? answer.says,
      reason ? '' : runningSays(leases, now),
    ]
      .filter(Boolean)
      .join(' '),
    customerReads: [answer.headline, answer.says, answer.next]
      .filter(Boolean)
      .join('. ')
      .replaceAll('..', '.'),
    internalNote: null,
    whoCanFix: reason
      ? { isYou: reason.who === role, says: reason.fix }
      : { isYou: false, says: 'Nothing to fix: checks are answered with a lease.' },
  };
}

function codeOf(license: License): LockCode | RefusalCode | null {
  if (license.state === 'expired' && license.kind === 'production')
    return license.agreement === null ? 'license-expired' : 'agreement-expired';
  return CODES[license.state] ?? null;
}

function runningSays(leases: readonly Lease[], now: Instant): string {
  const running = leases.reduce((sum, lease) => sum + lease.running, 0);
  const last = Math.max(0, ...leases.map(({ leaseEndsAt }) => (leaseEndsAt ? Date.parse(leaseEndsAt) : 0)));
  if (running === 0 || last <= now) return 'No lease runs now.';
  return `About ${formatNumber(running)} ${running === 1 ? 'lease runs' : 'leases run'} now, the last until ${formatInstant(last, { now })}.`;
}

/** When devices feel an unlock. */
export function unlockFeltSays(license: License, now: Instant): string {
  const by = formatInstant(now + license.retrySeconds * 1000, { now });
  return `Locked devices ask again within ${formatDuration(license.retrySeconds)}. All can scan by ${by.slice(by.indexOf(', ') + 2)}.`;
}
