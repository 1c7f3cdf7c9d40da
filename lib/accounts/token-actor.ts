import { database } from '#db/client.ts';
import { findTokenByHash, type TokenRow, touchToken } from '#db/queries/tokens.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { type Asker, actionsOfStaffRole, actionsOfTeamRole } from '#lib/domain/policy.ts';
import { scopesInForce } from '#lib/domain/token-scopes.ts';
import { tokenHash } from '#lib/notices/link-token.ts';
import type { Actor } from '#lib/use-case.ts';

/** How often the use of a token is noted. */
const TOUCH_MS = 60_000;
/** RFC 6750 section 2.1; the scheme's name may be in any case (RFC 9110 section 11.1). */
const BEARER = /^Bearer +(lh_[\w-]{1,200}) *$/i;

/**
 * Who an Authorization header stands for: the token's person with what the token's scopes and the person's role both
 * allow now. Null for any header that holds no token in force; it does not say why.
 */
export async function readTokenActor(
  authorization: string | null,
  now: Instant = Date.now(),
): Promise<Actor | null> {
  const token = BEARER.exec(authorization ?? '')?.[1];
  if (token === undefined) return null;
  const handle = database().orm;
  const row = await findTokenByHash(handle, tokenHash(token));
  if (!row || row.revokedAt || row.suspendedAt || row.expiresAt.getTime() <= now) return null;
  const asker = askerOf(row);
  if (!asker) return null;
  if (!row.lastUsedAt || row.lastUsedAt.getTime() <= now - TOUCH_MS) {
    await touchToken(handle, row.id, { now, unlessSince: now - TOUCH_MS });
  }
  return { kind: 'token', personId: row.personId, credentialId: row.id, asker };
}

/** Null when the person has left the team, or the staff, that the token was made for. */
function askerOf({ teamId, teamRole, staffRole, scopes }: TokenRow): Asker | null {
  if (teamId !== null) {
    if (!teamRole) return null;
    // Confined to its team: that the person is also in others, or on staff, does not count.
    const teams = new Map([[teamId, teamRole]]);
    return {
      kind: 'known',
      teams,
      staffRole: null,
      scopes: scopesInForce(scopes, actionsOfTeamRole(teamRole)),
    };
  }
  if (!staffRole) return null;
  return {
    kind: 'known',
    teams: new Map(),
    staffRole,
    scopes: scopesInForce(scopes, actionsOfStaffRole(staffRole)),
  };
}
