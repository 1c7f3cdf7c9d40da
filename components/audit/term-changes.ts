import type { AuditEntry } from '#lib/contract/audit.ts';

/** One term of an entry: as it was and as it is; null where there is nothing to say. */
export type TermChange = { term: string; before: string | null; after: string | null };

/** What changed, term by term, in the order of the entry; terms that stayed as they were are left out. */
export function termChanges({ before, after }: Pick<AuditEntry, 'before' | 'after'>): TermChange[] {
  const terms = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return terms
    .map((term) => ({ term, before: said(before?.[term]), after: said(after?.[term]) }))
    .filter((change) => before === null || after === null || change.before !== change.after);
}

/** A change as one line of text. */
export function changeText({ term, before, after }: TermChange): string {
  if (before === null) return `${term}: ${after ?? 'none'}`;
  return `${term}: ${before} → ${after ?? 'none'}`;
}

function said(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (Array.isArray(value)) {
    const texts = value.map((one) => said(one) ?? 'none');
    return texts.length === 0 ? 'none' : texts.join(', ');
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
