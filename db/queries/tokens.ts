import { and, eq, isNull, lte, or } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { apiTokens, memberships, people } from '../schema/accounts.ts';

export type NewToken = {
  tokenHash: string;
  personId: string;
  /** Null for a token of staff. */
  teamId: string | null;
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
