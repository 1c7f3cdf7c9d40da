import { aliasedTable, and, count, desc, eq, isNotNull, isNull, lt, or } from 'drizzle-orm';
import type { ApprovalState, ApprovalType } from '#lib/domain/approvals.ts';
import type { Handle, Tx } from '../client.ts';
import { people, teams } from '../schema/accounts.ts';
import { licenses } from '../schema/licenses.ts';
import { approvals } from '../schema/support.ts';

export type ApprovalRow = typeof approvals.$inferSelect;

/** What people read of an approval besides itself. */
export type ListedApproval = ApprovalRow & {
  askedByName: string | null;
  decidedByName: string | null;
  licenseName: string | null;
  licenseKind: 'trial' | 'production' | null;
  team: string | null;
  teamName: string | null;
};

export type NewApproval = {
  type: ApprovalType;
  licenseId?: string | null;
  noticeId?: string | null;
  terms: Record<string, unknown>;
  askedAt: Date;
  askedBy: string | null;
};

/** Gives the new approval's ID, or null when one waits for this license already. Index: approvals_one_lock. */
export async function insertApproval(tx: Tx, asked: NewApproval): Promise<string | null> {
  const [row] = await tx
    .insert(approvals)
    .values({ ...asked, state: 'open' })
    .onConflictDoNothing()
    .returning({ id: approvals.id });
  return row?.id ?? null;
}

/** An approval, and nobody else may decide it until the transaction ends. Index: approvals primary key. */
export async function lockApproval(tx: Tx, id: string): Promise<ApprovalRow | null> {
  const [row] = await tx.select().from(approvals).where(eq(approvals.id, id)).for('update');
  return row ?? null;
}

export type ApprovalDecision = {
  state: 'approved' | 'declined';
  decidedAt: Date;
  decidedBy: string | null;
  decisionNote: string | null;
  alone: 'yes' | null;
};

export async function decideApproval(tx: Tx, id: string, decision: ApprovalDecision): Promise<void> {
  await tx
    .update(approvals)
    .set(decision)
    .where(and(eq(approvals.id, id), eq(approvals.state, 'open')));
}

export type ApprovalFilter = {
  state?: ApprovalState | undefined;
  licenseId?: string | undefined;
  limit: number;
  after?: { askedAt: Date; id: string } | undefined;
};

const asker = aliasedTable(people, 'asker');
const decider = aliasedTable(people, 'decider');

/**
 * Approvals of every team, newest first, one more than `limit` when there are more: for staff alone.
 * Indexes: approvals_open for open ones, approvals_license for those of a license.
 */
export async function listApprovalsForStaff(
  handle: Handle,
  { state, licenseId, limit, after }: ApprovalFilter,
): Promise<ListedApproval[]> {
  const conditions = [
    state && eq(approvals.state, state),
    licenseId === undefined ? undefined : eq(approvals.licenseId, licenseId),
    after &&
      or(
        lt(approvals.askedAt, after.askedAt),
        and(eq(approvals.askedAt, after.askedAt), lt(approvals.id, after.id)),
      ),
  ];
  return selectApprovals(handle)
    .where(and(...conditions))
    .orderBy(desc(approvals.askedAt), desc(approvals.id))
    .limit(limit + 1);
}

/** One approval as people read it: for staff alone. Index: approvals primary key. */
export async function findApprovalForStaff(handle: Handle, id: string): Promise<ListedApproval | null> {
  const [row] = await selectApprovals(handle).where(eq(approvals.id, id));
  return row ?? null;
}

function selectApprovals(handle: Handle) {
  return handle
    .select({
      id: approvals.id,
      type: approvals.type,
      licenseId: approvals.licenseId,
      noticeId: approvals.noticeId,
      terms: approvals.terms,
      state: approvals.state,
      askedAt: approvals.askedAt,
      askedBy: approvals.askedBy,
      decidedAt: approvals.decidedAt,
      decidedBy: approvals.decidedBy,
      decisionNote: approvals.decisionNote,
      alone: approvals.alone,
      askedByName: asker.name,
      decidedByName: decider.name,
      licenseName: licenses.name,
      licenseKind: licenses.kind,
      team: teams.slug,
      teamName: teams.name,
    })
    .from(approvals)
    .leftJoin(asker, eq(asker.id, approvals.askedBy))
    .leftJoin(decider, eq(decider.id, approvals.decidedBy))
    .leftJoin(licenses, eq(licenses.id, approvals.licenseId))
    .leftJoin(teams, eq(teams.id, licenses.teamId))
    .$dynamic();
}

/** How many people on staff could approve something. A scan of those on staff. */
export async function countActiveStaff(handle: Handle): Promise<number> {
  const [row] = await handle
    .select({ n: count() })
    .from(people)
    .where(and(isNotNull(people.staffRole), isNull(people.suspendedAt)));
  return row?.n ?? 0;
}
