import {
  type ApprovalRow,
  countActiveStaff,
  findApprovalForStaff,
  type ListedApproval,
} from '#db/queries/approvals.ts';
import { type ApprovalState, type ApprovalType, mayApprove } from '#lib/domain/approvals.ts';
import { tell } from '#lib/notices/tell.ts';
import { installation } from '#lib/platform/installation.ts';
import type { Act } from '#lib/use-case.ts';

type PersonView = { id: string; name: string };

/** An approval as the management API gives it, to staff alone. */
export type ApprovalView = {
  id: string;
  type: ApprovalType;
  state: ApprovalState;
  license: { id: string; name: string; kind: 'trial' | 'production'; team: string; teamName: string } | null;
  notice: string | null;
  terms: Record<string, unknown>;
  askedAt: string;
  /** Null: the command line. */
  askedBy: PersonView | null;
  decidedAt: string | null;
  decidedBy: PersonView | null;
  decisionNote: string | null;
  /** There was nobody else on staff. */
  alone: boolean;
  /** Whether whoever asks may approve it now. */
  mayApprove: boolean;
};

/** Approvals as whoever acts sees them. */
export async function viewApprovals(
  { tx, actor }: Pick<Act, 'tx' | 'actor'>,
  rows: readonly ListedApproval[],
): Promise<ApprovalView[]> {
  const activeStaff = await countActiveStaff(tx);
  const isAloneAllowed = installation().config.lockSecondPerson === 'optional';
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    state: row.state,
    license: licenseOf(row),
    notice: row.noticeId,
    terms: row.terms,
    askedAt: row.askedAt.toISOString(),
    askedBy: personOf(row.askedBy, row.askedByName),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: personOf(row.decidedBy, row.decidedByName),
    decisionNote: row.decisionNote,
    alone: row.alone !== null,
    mayApprove:
      row.state === 'open' &&
      mayApprove({
        type: row.type,
        askedBy: row.askedBy,
        decidedBy: actor.personId,
        activeStaff,
        isAloneAllowed,
      }) !== 'no',
  }));
}

function licenseOf({
  licenseId,
  licenseName,
  licenseKind,
  team,
  teamName,
}: ListedApproval): ApprovalView['license'] {
  return licenseId !== null &&
    licenseName !== null &&
    licenseKind !== null &&
    team !== null &&
    teamName !== null
    ? { id: licenseId, name: licenseName, kind: licenseKind, team, teamName }
    : null;
}

function personOf(id: string | null, name: string | null): PersonView | null {
  return id === null ? null : { id, name: name ?? 'Somebody' };
}

/** An approval that was just decided, as whoever decided it sees it. */
export async function viewDecided(act: Act, id: string): Promise<ApprovalView> {
  const row = await findApprovalForStaff(act.tx, id);
  const [view] = row ? await viewApprovals(act, [row]) : [];
  if (!view) throw new Error('an approval that was decided is gone');
  return view;
}

/** What the audit log files a decision under: the license it is about, else the approval itself. */
export function subjectOf({ id, licenseId }: ApprovalRow): { type: string; id: string } {
  return licenseId === null ? { type: 'approval', id } : { type: 'license', id: licenseId };
}

/** Tells whoever asked what was decided, unless they decided it themself. */
export async function tellWhoAsked({ tx, actor, now }: Act, { id, askedBy }: ApprovalRow): Promise<void> {
  if (askedBy === null || askedBy === actor.personId) return;
  await tell(tx, { notice: 'approval-decided', subjectId: id, teamId: null, to: { people: [askedBy] }, now });
}
