/**
 * What an API token may do. A scope is the name of an action, or `all`.
 *
 * 1. Each scope that is asked for must be known.
 * 2. Each must be one that its person's role allows at that time, so that nobody is surprised later.
 * 3. What a token may do now is what its scopes name and the role allows now; `all` follows the role.
 */
import { ACTIONS, type Action, POLICY } from './policy.ts';

export const ALL_SCOPES = 'all';

export type ScopesRead = { ok: true; scopes: string[] } | { ok: false; unknown: string[]; beyond: string[] };

/** Reads scopes as asked for. `allowed` are the actions of the role; public ones need no scope and do no harm as one. */
export function readScopes(asked: readonly string[], allowed: readonly Action[]): ScopesRead {
  if (asked.length === 1 && asked[0] === ALL_SCOPES) return { ok: true, scopes: [ALL_SCOPES] };
  const unknown = asked.filter((scope) => !isAction(scope));
  const known = asked.filter(isAction);
  const beyond = known.filter((scope) => !allowed.includes(scope) && POLICY[scope].scope !== 'public');
  if (unknown.length > 0 || beyond.length > 0) return { ok: false, unknown, beyond };
  return { ok: true, scopes: [...new Set(known)].sort() };
}

/** The actions a token with these scopes may do, while its person may do `allowed`. */
export function scopesInForce(scopes: readonly string[], allowed: readonly Action[]): Action[] {
  return scopes.includes(ALL_SCOPES) ? [...allowed] : allowed.filter((action) => scopes.includes(action));
}

function isAction(scope: string): scope is Action {
  return ACTIONS.some((action) => action === scope);
}
