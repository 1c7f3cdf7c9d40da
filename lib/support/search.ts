import type { Tx } from '#db/client.ts';
import { listLicensesByIdForStaff } from '#db/queries/licenses.ts';
import { prepareSearch } from '#db/queries/text-search.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { readSearchQuery, type SearchQuery } from '#lib/domain/search-query.ts';
import { compareRanks, inGroups } from '#lib/domain/search-rank.ts';
import { done, useCase } from '#lib/use-case.ts';
import { findAround } from './search-around.ts';
import { findLicenses } from './search-licenses.ts';
import { type Find, GROUPS, type SearchView, viewFinds } from './search-view.ts';

/**
 * One box for whatever a caller has (product.md): License ID, mistyped too, license key or signed answer, licensee,
 * team, person, e-mail address, identifier and what would match it, agreement, request. Best first, in groups. Of every
 * group a handful is read, each by an index: what is not among them is found by typing more. Answers `forbidden`.
 */
export const search = useCase<{ q: string }, SearchView>({
  action: 'search.run',
  run: async ({ tx, now }, { q }) => {
    const query = readSearchQuery(q);
    const finds = once(await findAll(tx, query, now));
    const licenses = await listLicensesByIdForStaff(tx, licenseIdsOf(finds));
    const rows = new Map<string, (typeof licenses)[number]>(licenses.map((row) => [row.id, row]));
    const isLocked = (find: Find) => 'licenseId' in find && rows.get(find.licenseId)?.lockedAt !== null;
    const lockedFirst = [...finds].sort((a, b) => Number(isLocked(b)) - Number(isLocked(a)));
    const items = viewFinds(inGroups(lockedFirst, GROUPS), { rows, now });
    return done({ items, next: null, read: query.signed, hint: hintOf(query, items.length) });
  },
});

async function findAll(tx: Tx, query: SearchQuery, now: Instant): Promise<Find[]> {
  if (query.words === '' && query.ids.exact === null) return [];
  const mode = await prepareSearch(tx);
  const found = await Promise.all([findLicenses(tx, query, { mode, now }), findAround(tx, query, mode)]);
  return found.flat();
}

/** What was found in several ways is one find: the best of them. */
function once(finds: readonly Find[]): Find[] {
  const best = new Map<string, Find>();
  for (const find of finds) {
    const key = `${find.group} ${find.key}`;
    const there = best.get(key);
    if (!there || compareRanks(find.rank, there.rank) < 0) best.set(key, find);
  }
  return [...best.values()];
}

function licenseIdsOf(finds: readonly Find[]): string[] {
  return [...new Set(finds.flatMap((find) => ('licenseId' in find ? [find.licenseId] : [])))];
}

function hintOf({ signed, isLeaseIdLike }: SearchQuery, found: number): string | null {
  if (found === 0 && signed)
    return `No license has the ID ${signed.license}, which was read from what was pasted.`;
  if (signed && !signed.isWhole)
    return 'What was pasted is not whole: its end is missing, or a character is wrong. Its License ID could be read.';
  if (found === 0 && isLeaseIdLike)
    return 'This looks like a lease ID. Leases are counted, not stored one by one, so none is found by its ID. Ask for the License ID, or for the whole answer.';
  return null;
}
