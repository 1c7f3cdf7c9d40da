import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { invitations, people, teams } from '../schema/accounts.ts';

export type InvitationRow = {
  id: string;
  teamId: string;
  /** Of the team; null once it was deleted. */
  slug: string;
  teamName: string;
  isTeamDeleted: boolean;
  email: string;
  role: TeamRole;
  invitedBy: string;
  inviterName: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  acceptedBy: string | null;
  revokedAt: Date | null;
};

const columns = {
  id: invitations.id,
  teamId: invitations.teamId,
  slug: teams.slug,
  teamName: teams.name,
  isTeamDeleted: sql<boolean>`${teams.deletedAt} is not null`.as('is_team_deleted'),
  email: invitations.email,
  role: invitations.role,
  invitedBy: invitations.invitedBy,
  inviterName: people.name,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  acceptedAt: invitations.acceptedAt,
  acceptedBy: invitations.acceptedBy,
  revokedAt: invitations.revokedAt,
};

const selectInvitations = (handle: Handle) =>
  handle
    .select(columns)
    .from(invitations)
    .innerJoin(teams, eq(teams.id, invitations.teamId))
    .innerJoin(people, eq(people.id, invitations.invitedBy));

const isPending = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt));

export type NewInvitation = {
  /** Chosen before, because the token is made from it. */
  id: string;
  tokenHash: string;
  email: string;
  role: TeamRole;
  invitedBy: string;
  now: Instant;
  expiresAt: Instant;
};

/** Inserts an invitation; false when one to this address is pending. Index: invitations_open. */
export async function insertInvitation(
  tx: Tx,
  teamId: string,
  { now, expiresAt, ...invitation }: NewInvitation,
): Promise<boolean> {
  const rows = await tx
    .insert(invitations)
    .values({ teamId, ...invitation, createdAt: new Date(now), expiresAt: new Date(expiresAt) })
    .onConflictDoNothing()
    .returning({ id: invitations.id });
  return rows.length > 0;
}

/** Neither accepted nor revoked, the newest first; those whose link has run out too. Index: invitations_team. */
export async function listPendingInvitations(handle: Handle, teamId: string): Promise<InvitationRow[]> {
  return selectInvitations(handle)
    .where(and(eq(invitations.teamId, teamId), isPending))
    .orderBy(desc(invitations.createdAt), desc(invitations.id));
}

/** Index: invitations primary key. */
export async function findInvitation(handle: Handle, id: string): Promise<InvitationRow | null> {
  const [row] = await selectInvitations(handle).where(eq(invitations.id, id));
  return row ?? null;
}

/** Index: invitations_token. */
export async function findInvitationByToken(
  handle: Handle,
  tokenHash: string,
): Promise<InvitationRow | null> {
  const [row] = await selectInvitations(handle).where(eq(invitations.tokenHash, tokenHash));
  return row ?? null;
}

/** Held until the transaction ends, so that a link used twice at once acts once. Index: invitations_token. */
export async function lockInvitationByToken(tx: Tx, tokenHash: string): Promise<InvitationRow | null> {
  await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(eq(invitations.tokenHash, tokenHash))
    .for('update');
  return findInvitationByToken(tx, tokenHash);
}

/** A pending invitation of a team, held until the transaction ends. Index: invitations primary key. */
export async function lockPendingInvitation(
  tx: Tx,
  teamId: string,
  id: string,
): Promise<InvitationRow | null> {
  const [held] = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(and(eq(invitations.id, id), eq(invitations.teamId, teamId), isPending))
    .for('update');
  return held ? findInvitation(tx, held.id) : null;
}

export async function extendInvitation(tx: Tx, id: string, expiresAt: Instant): Promise<void> {
  await tx
    .update(invitations)
    .set({ expiresAt: new Date(expiresAt) })
    .where(eq(invitations.id, id));
}

export async function revokeInvitation(tx: Tx, id: string, now: Instant): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: new Date(now) })
    .where(eq(invitations.id, id));
}

/** Revokes pending invitations of a team, all or those that one person sent. Gives how many. Index: invitations_team. */
export async function revokeInvitationsOfTeam(
  tx: Tx,
  teamId: string,
  { invitedBy, now }: { invitedBy: string | null; now: Instant },
): Promise<number> {
  const revoked = await tx
    .update(invitations)
    .set({ revokedAt: new Date(now) })
    .where(
      and(
        eq(invitations.teamId, teamId),
        isPending,
        invitedBy === null ? undefined : eq(invitations.invitedBy, invitedBy),
      ),
    )
    .returning({ id: invitations.id });
  return revoked.length;
}

/** Revokes what stands in the way of a new invitation to this address: one whose link has run out. Index: invitations_open. */
export async function revokeExpiredInvitation(
  tx: Tx,
  teamId: string,
  { email, now }: { email: string; now: Instant },
): Promise<void> {
  await tx
    .update(invitations)
    .set({ revokedAt: new Date(now) })
    .where(
      and(
        eq(invitations.teamId, teamId),
        eq(sql`lower(${invitations.email})`, email.toLowerCase()),
        isPending,
        or(lt(invitations.expiresAt, new Date(now)), eq(invitations.expiresAt, new Date(now))),
      ),
    );
}

export async function markInvitationAccepted(
  tx: Tx,
  id: string,
  { personId, now }: { personId: string; now: Instant },
): Promise<void> {
  await tx
    .update(invitations)
    .set({ acceptedAt: new Date(now), acceptedBy: personId })
    .where(eq(invitations.id, id));
}
