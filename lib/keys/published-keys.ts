/**
 * Which keys others are to trust (wire.md section 3):
 *
 * - answers   keys that sign answers: the next one before it signs, the active one, a retiring one while leases run that
 *             it signed. Retired and revoked ones are gone.
 * - licenses  keys that sign license keys: all but revoked ones, since license keys stay in apps for years.
 * - roots     keys that sign key sets: the active one, the spare, one to come. Clients pin these; no key set has them.
 */
import type { KeyState, KeyUse, SigningKeyRow } from '#db/queries/keys.ts';
import type { KeyedJwk } from '#sdk/protocol/jwk.ts';
import type { KeySet } from '#sdk/protocol/key-set.ts';

const PUBLISHED: Record<KeyUse, ReadonlySet<KeyState>> = {
  answer: new Set(['next', 'active', 'retiring']),
  license: new Set(['next', 'active', 'retiring', 'retired']),
  root: new Set(['next', 'active', 'spare']),
};

/** Whether a key of this use and state is one that others are to trust. */
export function isPublished({ use, state }: { use: KeyUse; state: KeyState }): boolean {
  return PUBLISHED[use].has(state);
}

/** The public part of a row, with the `kid` it is named by. */
export function keyedJwk({
  kid,
  publicJwk: { kty, crv, x },
}: Pick<SigningKeyRow, 'kid' | 'publicJwk'>): KeyedJwk {
  return { kty, crv, x, kid };
}

/** What a key set that is signed now must list. */
export function keysToPublish(rows: readonly SigningKeyRow[]): Pick<KeySet, 'answers' | 'licenses'> {
  const published = rows.filter(isPublished);
  return {
    answers: published.filter(({ use }) => use === 'answer').map(keyedJwk),
    licenses: published.filter(({ use }) => use === 'license').map(keyedJwk),
  };
}
