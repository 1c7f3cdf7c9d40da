'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { api, client } from '../api.ts';
import { type AuditFilters, auditInput } from './audit-filters.ts';

export type AuditPage = { items: AuditEntry[]; next: string | null };

const PAGE = 50;
/** More than a spreadsheet is comfortable with; who needs all of it narrows the days. */
const MOST_CSV_ROWS = 50_000;

/** A log page by page, from the first one that the server drew. `slug` null: the whole log, for operators. */
export function useAudit(slug: string | null, filters: AuditFilters, first: AuditPage) {
  const asked = (cursor: string | undefined) => ({ ...auditInput(filters), limit: PAGE, cursor });
  const paging = {
    initialPageParam: undefined,
    getNextPageParam: (page: AuditPage) => page.next ?? undefined,
  };
  const key = slug === null ? api.audit.all.key() : api.audit.ofTeam.key({ input: { slug } });
  const query = useInfiniteQuery({
    queryKey: [...key, 'pages', filters],
    queryFn: ({ pageParam }: { pageParam: string | undefined }): Promise<AuditPage> =>
      slug === null ? client.audit.all(asked(pageParam)) : client.audit.ofTeam({ slug, ...asked(pageParam) }),
    ...paging,
    initialData: { pages: [first], pageParams: [undefined] },
  });
  return { ...query, entries: query.data.pages.flatMap((page) => page.items) };
}

/** Everything that the filters leave, up to a number of rows; `isCut` when there is more. */
export async function allAuditEntries(
  slug: string | null,
  filters: AuditFilters,
): Promise<{ entries: AuditEntry[]; isCut: boolean }> {
  const entries: AuditEntry[] = [];
  let cursor: string | undefined;
  do {
    const asked = { ...auditInput(filters), limit: 200, ...(cursor !== undefined && { cursor }) };
    const page =
      slug === null ? await client.audit.all(asked) : await client.audit.ofTeam({ slug, ...asked });
    entries.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && entries.length < MOST_CSV_ROWS);
  return { entries, isCut: cursor !== undefined };
}
