/**
 * What people are told about licenses, agreements and requests, by mail and inbox: a table, a notice a row, and who
 * reads it. Rules, in the order they are applied (`recipientsOf`):
 *
 * 1. Nobody who is suspended is told anything.
 * 2. Whoever did it is not told what they did.
 * 3. Of a team: the roles of the row. An ending is for owners and admins; what breaks or mends an app is for developers too.
 * 4. Of staff: the roles of the row.
 * 5. Everybody who is told finds it in the inbox. It is mailed too, unless they muted its kind.
 * 6. No owner or admin can mute endings and locks, and nobody what concerns the security of their account.
 */
import type { StaffRole, TeamRole } from './policy.ts';

/** What can be muted together, in the order of the preferences page. */
export const NOTICE_KINDS = [
  'endings',
  'locks',
  'trials',
  'licenses',
  'requests',
  'approvals',
  'security',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What the ID that goes with a notice names. */
type About =
  | 'license'
  | 'lock'
  | 'agreement-notice'
  | 'agreement'
  | 'request'
  | 'request-message'
  | 'approval'
  | 'person';

export type RecipientsRow = {
  kind: NoticeKind;
  about: About;
  team: readonly TeamRole[];
  staff: readonly StaffRole[];
};

const managers = ['owner', 'admin'] as const;
const developers = ['owner', 'admin', 'developer'] as const;
const row = (
  kind: NoticeKind,
  about: About,
  to: { team?: readonly TeamRole[]; staff?: readonly StaffRole[] },
): RecipientsRow => ({ kind, about, team: to.team ?? [], staff: to.staff ?? [] });

const ROWS = {
  // Endings: agreement-notice is a row of agreement_notices.
  /** Stored and to be served: material breach, termination, expiry, or an amendment that takes something away. */
  'ending-notice': row('endings', 'agreement-notice', { team: managers }),
  'ending-reminder': row('endings', 'agreement-notice', { team: managers }),
  /** Cancelled, cured or renewed, as the notice's row says. */
  'ending-cancelled': row('endings', 'agreement-notice', { team: managers }),
  /** The moment of effect has come. */
  'ending-in-effect': row('endings', 'agreement-notice', { team: developers }),
  /** An expiry is held while a renewal is being talked about. */
  'agreement-held': row('endings', 'agreement', { team: managers }),
  /** Renewed while no notice was under way, or amended to the customer's good. */
  'agreement-renewed': row('endings', 'agreement', { team: managers }),
  'agreement-amended': row('endings', 'agreement', { team: managers }),

  'license-locked': row('locks', 'lock', { team: developers }),
  'license-unlocked': row('locks', 'lock', { team: developers }),
  'lock-renewed': row('locks', 'lock', { team: developers }),
  /** An emergency lock has ended by itself. */
  'lock-ended': row('locks', 'lock', { team: developers }),

  /** 7, 3 and 1 days before. */
  'trial-ends': row('trials', 'license', { team: developers }),
  'trial-ended': row('trials', 'license', { team: developers }),
  'trial-extended': row('trials', 'license', { team: developers }),

  /** The License ID that took the other's place. */
  'key-replaced': row('licenses', 'license', { team: developers }),
  'license-converted': row('licenses', 'license', { team: developers }),
  'license-issued': row('licenses', 'license', { team: developers }),
  'first-check': row('licenses', 'license', { team: developers }),

  /** Made, or withdrawn, by a team: for staff. */
  'request-received': row('requests', 'request', { staff: ['sales', 'support'] }),
  'request-withdrawn': row('requests', 'request', { staff: ['sales', 'support'] }),
  /** A message of the team: for staff. */
  'request-reply': row('requests', 'request-message', { staff: ['sales', 'support'] }),
  /** A message of staff: for the team. */
  'request-answered': row('requests', 'request-message', { team: managers }),
  'request-granted': row('requests', 'request', { team: managers }),
  'request-declined': row('requests', 'request', { team: managers }),

  'approval-asked': row('approvals', 'approval', { staff: ['sales', 'support', 'operator'] }),
  /** For whoever asked. */
  'approval-decided': row('approvals', 'approval', {}),

  // For the person alone.
  'second-factor-on': row('security', 'person', {}),
  'second-factor-off': row('security', 'person', {}),
  'recovery-code-used': row('security', 'person', {}),
} as const satisfies Record<string, RecipientsRow>;

/** What is told to people by mail and inbox; the doc of each row says of what. */
export type Told = keyof typeof ROWS;
export const RECIPIENTS: Readonly<Record<Told, RecipientsRow>> = ROWS;
export const TOLD = Object.keys(ROWS).filter((name): name is Told => Object.hasOwn(ROWS, name));

/** Whether a person with this role in the team (null: none) can do without mail of this kind. */
export function mayMute(kind: NoticeKind, role: TeamRole | null): boolean {
  if (kind === 'security') return false;
  const isManager = role === 'owner' || role === 'admin';
  return !(isManager && (kind === 'endings' || kind === 'locks'));
}

/** Somebody who may be told. `role` is theirs in the team that it is about; null for staff and outsiders. */
export type Candidate = {
  personId: string;
  role: TeamRole | null;
  isSuspended: boolean;
  /** Kinds they muted, as stored: other texts count for nothing. */
  muted: readonly string[];
};

/** Who of `candidates` is told, and whether by mail too. `except` is whoever did it. */
export function recipientsOf(
  notice: Told,
  candidates: readonly Candidate[],
  except: string | null = null,
): { personId: string; byMail: boolean }[] {
  const { kind } = RECIPIENTS[notice];
  return candidates
    .filter(({ personId, isSuspended }) => !isSuspended && personId !== except)
    .map(({ personId, role, muted }) => ({
      personId,
      byMail: !(muted.includes(kind) && mayMute(kind, role)),
    }));
}
