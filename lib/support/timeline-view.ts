import type { listNotesForStaff } from '#db/queries/license-notes.ts';
import type {
  listApprovalsForStaff,
  listLicenseChanges,
  listLocks,
  listNotices,
  listRequestsOfLicense,
} from '#db/queries/timeline.ts';
import { ACTION_WORDS } from '#lib/domain/action-words.ts';
import { ACTIONS, POLICY } from '#lib/domain/policy.ts';

export type TimelineItemView = {
  id: string;
  at: string;
  kind: 'change' | 'lock' | 'unlock' | 'approval' | 'notice' | 'request' | 'note';
  title: string;
  says: string | null;
  by: { side: 'team' | 'staff' | 'system'; name: string | null };
  note: string | null;
  request: string | null;
};

type RowOf<T extends (...args: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<T>>[number];

/**
 * What of the audit log is shown: changes of the license. Locks and requests have texts, which are read where they are
 * kept; looks, and notes of staff, are not changes.
 */
const ELSEWHERE: readonly string[] = ['license.lock', 'license.unlock', 'note.add'];
const SUBJECT: readonly string[] = ['license', 'trial', 'app', 'key', 'offline'];
export const SHOWN_CHANGES: readonly string[] = ACTIONS.filter(
  (action) =>
    POLICY[action].changes && SUBJECT.includes(action.split('.')[0] ?? '') && !ELSEWHERE.includes(action),
);

const system = { side: 'system', name: null } as const;
const staff = (name: string | null) => ({ side: 'staff', name }) as const;
const none = { note: null, request: null };

const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(ACTION_WORDS));

export function viewChange(row: RowOf<typeof listLicenseChanges>): TimelineItemView[] {
  const words = WORDS.get(row.action) ?? row.action;
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  const by =
    row.actorKind === 'system'
      ? system
      : row.isStaff || row.actorKind === 'command'
        ? staff(row.name)
        : ({ side: 'team', name: row.name } as const);
  const id = `a${String(row.id).padStart(16, '0')}`;
  return [{ id, at: row.at.toISOString(), kind: 'change', title, says: termsOf(row), by, ...none }];
}

/** The terms that an entry holds, in words: only those that are plain texts, lists of them, or an identifier. */
function termsOf({ before, after }: { before: unknown; after: unknown }): string | null {
  const was = recordOf(before);
  const is = recordOf(after);
  const parts = [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    const [from, to] = [termOf(was[name]), termOf(is[name])];
    if (from === null && to === null) return [];
    const label = LABELS[name] ?? name;
    if (from !== null && to !== null) return from === to ? [] : [`${label}: ${from}, then ${to}`];
    return [to !== null ? `${label}: ${to}` : `${label}: no longer ${from}`];
  });
  return parts.length === 0 ? null : parts.join('. ');
}

const LABELS: Readonly<Record<string, string>> = {
  app: 'Identifier',
  apps: 'Identifiers',
  endsAt: 'Ends at',
  startsAt: 'Starts at',
  kind: 'Kind',
  name: 'Name',
  products: 'Products',
  platforms: 'Platforms',
  agreement: 'Agreement',
  replacedBy: 'Replaced by',
  revokedAt: 'Revoked from',
};

function termOf(value: unknown): string | null {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const terms = value.map(termOf).filter((term) => term !== null);
    return terms.length === 0 ? null : terms.join(', ');
  }
  const { platform, value: app } = recordOf(value);
  return typeof app === 'string' && typeof platform === 'string' ? `${app} (${platform})` : null;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

export function viewLock(row: RowOf<typeof listLocks>, now: number): TimelineItemView[] {
  const approved = row.approvedBy === null ? '' : ` Approved by ${row.approvedBy}.`;
  const items: TimelineItemView[] = [
    {
      id: `l${row.id}`,
      at: row.lockedAt.toISOString(),
      kind: 'lock',
      title: row.endsAt === null ? 'Locked' : 'Locked in an emergency',
      says: row.reason,
      by: staff(row.lockedBy),
      note: `${row.note ?? 'No note was made.'}${approved}`,
      request: null,
    },
  ];
  if (row.unlockedAt)
    items.push({
      id: `u${row.id}`,
      at: row.unlockedAt.toISOString(),
      kind: 'unlock',
      title: 'Unlocked',
      says: null,
      by: staff(row.unlockedBy),
      note: row.unlockNote,
      request: null,
    });
  else if (row.endsAt && row.endsAt.getTime() <= now)
    items.push({
      id: `u${row.id}`,
      at: row.endsAt.toISOString(),
      kind: 'unlock',
      title: 'The emergency lock ended by itself',
      says: null,
      by: system,
      ...none,
    });
  return items;
}

const CAUSES = {
  'material-breach': 'material breach',
  'agreement-terminated': 'termination',
  'agreement-expired': 'expiry of the agreement',
  amendment: 'an amendment',
} as const;
const CANCELS = {
  cancelled: 'The notice was taken back',
  cured: 'The breach was cured',
  renewed: 'The agreement was renewed',
  replaced: 'The notice was replaced',
} as const;

export function viewNotice(row: RowOf<typeof listNotices>): TimelineItemView[] {
  const cause = CAUSES[row.cause];
  const by = row.storedBy === null ? system : staff(row.storedBy);
  const items: TimelineItemView[] = [
    {
      id: `n${row.id}`,
      at: row.storedAt.toISOString(),
      kind: 'notice',
      title: `Notice of ${cause}`,
      says: row.message,
      by,
      ...none,
    },
  ];
  if (row.servedAt)
    items.push({
      id: `s${row.id}`,
      at: row.servedAt.toISOString(),
      kind: 'notice',
      title: `Notice of ${cause} served ${row.servedBy === 'mail' ? 'by mail' : 'by other means'}`,
      says: row.effectiveAt ? `It takes effect at ${row.effectiveAt.toISOString()}.` : null,
      by: system,
      ...none,
    });
  if (row.appliedAt)
    items.push({
      id: `e${row.id}`,
      at: row.appliedAt.toISOString(),
      kind: 'notice',
      title: `Took effect: ${cause}`,
      says: null,
      by: system,
      ...none,
    });
  if (row.cancelledAt && row.cancelKind)
    items.push({
      id: `c${row.id}`,
      at: row.cancelledAt.toISOString(),
      kind: 'notice',
      title: CANCELS[row.cancelKind],
      says: null,
      by: staff(row.cancelledBy),
      note: row.cancelNote,
      request: null,
    });
  return items;
}

const TYPES = {
  production: 'Asked for production',
  extension: 'Asked for an extension',
  unlock: 'Asked for an unlock',
  other: 'Asked something',
} as const;

export function viewRequest(row: RowOf<typeof listRequestsOfLicense>): TimelineItemView[] {
  const items: TimelineItemView[] = [
    {
      id: `r${row.id}`,
      at: row.createdAt.toISOString(),
      kind: 'request',
      title: TYPES[row.type],
      says: row.subject,
      by: { side: 'team', name: row.createdBy },
      note: null,
      request: row.id,
    },
  ];
  if (row.decidedAt)
    items.push({
      id: `d${row.id}`,
      at: row.decidedAt.toISOString(),
      kind: 'request',
      title: `Request ${row.state}`,
      says: row.subject,
      by: row.state === 'withdrawn' ? { side: 'team', name: row.decidedBy } : staff(row.decidedBy),
      note: null,
      request: row.id,
    });
  return items;
}

const ASKS = {
  'emergency-lock': 'an emergency lock',
  'lock-renewal': 'a longer emergency lock',
  'notice-service': 'the service of a notice by other means',
} as const;

/** For staff alone: what waits for a second person, or was declined by one. */
export function viewApproval(row: RowOf<typeof listApprovalsForStaff>): TimelineItemView[] {
  const says = row.state === 'open' ? 'It waits for a second person.' : null;
  const items: TimelineItemView[] = [
    {
      id: `p${row.id}`,
      at: row.askedAt.toISOString(),
      kind: 'approval',
      title: `Asked for ${ASKS[row.type]}`,
      says,
      by: staff(row.askedBy),
      ...none,
    },
  ];
  if (row.decidedAt)
    items.push({
      id: `q${row.id}`,
      at: row.decidedAt.toISOString(),
      kind: 'approval',
      title: `Declined ${ASKS[row.type]}`,
      says: null,
      by: staff(row.decidedBy),
      note: row.decisionNote,
      request: null,
    });
  return items;
}

/** For staff alone. */
export function viewNote(row: RowOf<typeof listNotesForStaff>): TimelineItemView {
  const at = row.at.toISOString();
  return {
    id: `m${row.id}`,
    at,
    kind: 'note',
    title: 'Noted',
    says: null,
    by: staff(row.author),
    note: row.body,
    request: null,
  };
}
