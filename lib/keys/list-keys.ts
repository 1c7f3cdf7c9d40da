import { findLongestGrantSeconds, type KeyState, type KeyUse, listSigningKeys } from '#db/queries/keys.ts';
import { done, useCase } from '#lib/use-case.ts';
import { type KeySetStanding, keySetStanding } from './key-set-standing.ts';
import { neededUntil } from './needed-until.ts';
import { isPublished, keyedJwk } from './published-keys.ts';
import { type PublishedJwk, publishedJwk } from './signing-key.ts';

/** Times are RFC 3339. */
export type ListedJwk = PublishedJwk & {
  state: KeyState;
  createdAt: string;
  activatedAt: string | null;
  /** When it signed for the last time. */
  retiredAt: string | null;
  /** Until when a retiring key is needed; null for others. */
  neededUntil: string | null;
};

/**
 * Public parts only. `roots` is what clients pin as `trustedKeys`: the active one first, then the spare. `keySet` is null
 * before the first start.
 */
export type ListedKeys = {
  roots: PublishedJwk[];
  answers: ListedJwk[];
  licenses: ListedJwk[];
  keySet: KeySetStanding | null;
};

/** What signs comes first, then what will, then what did. */
const RANK: Record<KeyState, number> = { active: 0, next: 1, spare: 1, retiring: 2, retired: 3, revoked: 4 };

/** Every signing key there ever was, and the roots to be trusted. Answers `unauthenticated`, `forbidden`. */
export const listKeys = useCase<unknown, ListedKeys>({
  action: 'key.list',
  run: async ({ tx, now }) => {
    const rows = (await listSigningKeys(tx)).toSorted((a, b) => RANK[a.state] - RANK[b.state]);
    const longestMs = (await findLongestGrantSeconds(tx)) * 1000;
    const listed = (wanted: KeyUse): ListedJwk[] =>
      rows
        .filter(({ use }) => use === wanted)
        .map((row) => ({
          ...publishedJwk(keyedJwk(row)),
          state: row.state,
          createdAt: row.createdAt.toISOString(),
          activatedAt: row.activatedAt?.toISOString() ?? null,
          retiredAt: row.retiredAt?.toISOString() ?? null,
          neededUntil:
            row.state === 'retiring' && row.retiredAt !== null
              ? new Date(Math.max(now, neededUntil(row, longestMs))).toISOString()
              : null,
        }));
    const roots = rows.filter((row) => row.use === 'root' && isPublished(row));
    return done({
      roots: roots.map((row) => publishedJwk(keyedJwk(row))),
      answers: listed('answer'),
      licenses: listed('license'),
      keySet: rows.length === 0 ? null : await keySetStanding(tx),
    });
  },
});
