import { and, desc, eq, isNull, lte, or } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { apiTokens, memberships, people } from '../schema/accounts.ts';

export type NewToken = {
  tokenHash: string;
  personId: string;
  /** Null for a token of staff. */
  teamId: string | null;
  name: string;
  scopes: string[];
  now: Instant;
  expiresAt: Instant;
};

/** Inserts a token and gives its ID. The token itself is kept nowhere. */
export async function insertToken(tx: Tx, { now, expiresAt, ...token }: NewToken): Promise<string> {
  const [row] = await tx
    .insert(apiTokens)
    .values({ ...token, createdAt: new Date(now), expiresAt: new Date(expiresAt) })
    .returning({ id: apiTokens.id });
  if (!row) throw new Error('a token was not inserted');
  return row.id;
}

export type TokenRow = {
  id: string;
  personId: string;
  teamId: string | null;
  scopes: string[];
  expiresAt: Date;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  suspendedAt: Date | null;
  staffRole: StaffRole | null;
  /** The person's role in the token's team now; null when they have left it, or it is a token of staff. */
  teamRole: TeamRole | null;
};

/** A token with what its person may do now. Index: api_tokens_hash, primary keys. */
export async function findTokenByHash(handle: Handle, tokenHash: string): Promise<TokenRow | null> {
  const [row] = await handle
    .select({
      id: apiTokens.id,
      personId: apiTokens.personId,
      teamId: apiTokens.teamId,
      scopes: apiTokens.scopes,
      expiresAt: apiTokens.expiresAt,
      revokedAt: apiTokens.revokedAt,
      lastUsedAt: apiTokens.lastUsedAt,
      suspendedAt: people.suspendedAt,
      staffRole: people.staffRole,
      teamRole: memberships.role,
    })
    .from(apiTokens)
    .innerJoin(people, eq(people.id, apiTokens.personId))
    .leftJoin(
      memberships,
      and(eq(memberships.teamId, apiTokens.teamId), eq(memberships.personId, apiTokens.personId)),
    )
    .where(eq(apiTokens.tokenHash, tokenHash));
  return row ?? null;
}

/** Notes the use of a token, unless one was noted after `unlessSince`: many requests, few writes. Index: primary key. */
export async function touchToken(
  handle: Handle,
  id: string,
  { now, unlessSince }: { now: Instant; unlessSince: Instant },
): Promise<void> {
  await handle
    .update(apiTokens)
    .set({ lastUsedAt: new Date(now) })
    .where(
      and(
        eq(apiTokens.id, id),
        or(isNull(apiTokens.lastUsedAt), lte(apiTokens.lastUsedAt, new Date(unlessSince))),
      ),
    );
}

export type TeamTokenRow = {
  id: string;
  name: string;
  personId: string;
  personName: string;
  /** The person's role in the team now. */
  role: TeamRole;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
};

/**
 * The tokens of a team that were not revoked, the newest first; those of one person, or of everybody. Index:
 * api_tokens_team.
 */
export async function listTokensOfTeam(
  handle: Handle,
  teamId: string,
  { personId }: { personId: string | null },
): Promise<TeamTokenRow[]> {
  return handle
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      personId: apiTokens.personId,
      personName: people.name,
      role: memberships.role,
      scopes: apiTokens.scopes,
      createdAt: apiTokens.createdAt,
      expiresAt: apiTokens.expiresAt,
      lastUsedAt: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .innerJoin(people, eq(people.id, apiTokens.personId))
    .innerJoin(
      memberships,
      and(eq(memberships.teamId, apiTokens.teamId), eq(memberships.personId, apiTokens.personId)),
    )
    .where(
      and(
        eq(apiTokens.teamId, teamId),
        isNull(apiTokens.revokedAt),
        personId === null ? undefined : eq(apiTokens.personId, personId),
      ),
    )
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id));
}

/** Ends a token of a team, of one person where `personId` is given; false when there is none in force. Index: primary key. */
export async function revokeTokenOfTeam(
  tx: Tx,
  teamId: string,
  { id, personId, now }: { id: string; personId: string | null; now: Instant },
): Promise<boolean> {
  const ended = await tx
    .update(apiTokens)
    .set({ revokedAt: new Date(now) })
    .where(
      and(
        eq(apiTokens.id, id),
        eq(apiTokens.teamId, teamId),
        isNull(apiTokens.revokedAt),
        personId === null ? undefined : eq(apiTokens.personId, personId),
      ),
    )
    .returning({ id: apiTokens.id });
  return ended.length > 0;
}

/** Ends the tokens of a team, all or those of one person, and gives how many there were. Index: api_tokens_team. */
export async function revokeTokensOfTeam(
  tx: Tx,
  teamId: string,
  { personId, now }: { personId: string | null; now: Instant },
): Promise<number> {
  const ended = await tx
    .update(apiTokens)
    .set({ revokedAt: new Date(now) })
    .where(
      and(
        eq(apiTokens.teamId, teamId),
        isNull(apiTokens.revokedAt),
        personId === null ? undefined : eq(apiTokens.personId, personId),
      ),
    )
    .returning({ id: apiTokens.id });
  return ended.length;
}
