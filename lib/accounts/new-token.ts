import { randomBytes } from 'node:crypto';
import { insertToken } from '#db/queries/tokens.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import type { Action } from '#lib/domain/policy.ts';
import { ALL_SCOPES, readScopes } from '#lib/domain/token-scopes.ts';
import { tokenHash } from '#lib/notices/link-token.ts';
import { type Act, type Failure, failed, type InputError } from '#lib/use-case.ts';

/** What every kind of token is asked for with. */
export type TokenTerms = {
  /** What its maker calls it, 1 to 100 characters; empty when left out. */
  name?: string | undefined;
  /** Names of actions, or `all` alone. */
  scopes: readonly string[];
  /** A whole number from 1 to 3650; 365 when left out. */
  expiresInDays?: number | undefined;
};
/** The token is shown this once: the database keeps a hash of it. */
export type CreatedToken = { token: string; id: string; expiresAt: string };

const DAYS = { usual: 365, most: 3650 };

type Owner = {
  personId: string;
  teamId: string | null /** What the person's role allows. */;
  allowed: readonly Action[];
};

/** Makes a token for this person, or says which of the terms cannot be. */
export async function newToken(
  { tx, actor, now }: Act,
  { name = '', scopes, expiresInDays = DAYS.usual }: TokenTerms,
  { personId, teamId, allowed }: Owner,
): Promise<{ ok: true; value: CreatedToken } | Failure<'invalid-input'>> {
  const askerScopes = actor.asker.kind === 'known' ? actor.asker.scopes : null;
  // A token makes no token that may do more than itself, neither now nor after its person's next promotion.
  const most = askerScopes === null ? allowed : allowed.filter((action) => askerScopes.includes(action));
  const asked = askerScopes !== null && scopes.length === 1 && scopes[0] === ALL_SCOPES ? most : scopes;
  const read = readScopes(asked, most);
  const errors = [
    ...(read.ok ? [] : scopeErrors(scopes, read)),
    ...daysErrors(expiresInDays),
    ...noScopeErrors(scopes),
  ];
  if (!read.ok || errors.length > 0) {
    return failed('invalid-input', errors.map(({ detail }) => detail).join(' '), errors);
  }
  const token = `lh_${randomBytes(32).toString('base64url')}`;
  const expiresAt = now + expiresInDays * DAY_MS;
  const id = await insertToken(tx, {
    tokenHash: tokenHash(token),
    personId,
    teamId,
    name,
    scopes: read.scopes,
    now,
    expiresAt,
  });
  return { ok: true, value: { token, id, expiresAt: new Date(expiresAt).toISOString() } };
}

function scopeErrors(
  scopes: readonly string[],
  { unknown, beyond }: { unknown: string[]; beyond: string[] },
): InputError[] {
  return scopes.flatMap((scope, index) => {
    const pointer = `/scopes/${index}`;
    if (unknown.includes(scope)) return [{ pointer, detail: `There is no scope ${JSON.stringify(scope)}.` }];
    if (beyond.includes(scope)) return [{ pointer, detail: `${scope} is more than this person may do.` }];
    return [];
  });
}

function daysErrors(days: number): InputError[] {
  if (Number.isInteger(days) && days >= 1 && days <= DAYS.most) return [];
  return [{ pointer: '/expiresInDays', detail: `A token lives for 1 to ${DAYS.most} days.` }];
}

function noScopeErrors(scopes: readonly string[]): InputError[] {
  return scopes.length > 0 ? [] : [{ pointer: '/scopes', detail: 'Name at least one scope, or all.' }];
}
