import { type KeyState, type KeyUse, listSigningKeys } from '#db/queries/keys.ts';
import { done, useCase } from '#lib/use-case.ts';
import { isPublished, keyedJwk } from './published-keys.ts';
import { type PublishedJwk, publishedJwk } from './signing-key.ts';

export type ListedJwk = PublishedJwk & { state: KeyState };

/** Public parts only. `roots` is what clients pin as `trustedKeys`: the active one first, then the spare. */
export type ListedKeys = { roots: PublishedJwk[]; answers: ListedJwk[]; licenses: ListedJwk[] };

/** What signs comes first, then what will, then what did. */
const RANK: Record<KeyState, number> = { active: 0, next: 1, spare: 1, retiring: 2, retired: 3, revoked: 4 };

/** Every signing key there ever was, and the roots to be trusted. Answers `unauthenticated`, `forbidden`. */
export const listKeys = useCase<Record<string, never>, ListedKeys>({
  action: 'key.list',
  run: async ({ tx }) => {
    const rows = (await listSigningKeys(tx)).toSorted((a, b) => RANK[a.state] - RANK[b.state]);
    const listed = (wanted: KeyUse): ListedJwk[] =>
      rows
        .filter(({ use }) => use === wanted)
        .map((row) => ({ ...publishedJwk(keyedJwk(row)), state: row.state }));
    const roots = rows.filter((row) => row.use === 'root' && isPublished(row));
    return done({
      roots: roots.map((row) => publishedJwk(keyedJwk(row))),
      answers: listed('answer'),
      licenses: listed('license'),
    });
  },
});
