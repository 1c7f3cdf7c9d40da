import type { AuditEntry } from '#lib/contract/audit.ts';
import { csvField } from '../licenses/licenses-csv.ts';

const COLUMNS: readonly [head: string, cell: (entry: AuditEntry) => string | null][] = [
  ['id', (entry) => String(entry.id)],
  ['at', (entry) => entry.at],
  ['actor kind', (entry) => entry.actor.kind],
  ['actor id', (entry) => entry.actor.id],
  ['actor name', (entry) => entry.actor.name],
  ['actor e-mail', (entry) => entry.actor.email],
  ['action', (entry) => entry.action],
  ['in words', (entry) => entry.says],
  ['subject type', (entry) => entry.subject.type],
  ['subject id', (entry) => entry.subject.id],
  ['team', (entry) => entry.team?.slug ?? null],
  ['before', (entry) => entry.before && JSON.stringify(entry.before)],
  ['after', (entry) => entry.after && JSON.stringify(entry.after)],
  ['sealed', (entry) => (entry.sealed ? 'yes' : 'no')],
];

/** Entries as CSV (RFC 4180): a head line, CRLF, every field quoted, no formula. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const lines = entries.map((entry) => COLUMNS.map(([, cell]) => csvField(cell(entry) ?? '')).join(','));
  return `${[COLUMNS.map(([head]) => csvField(head)).join(','), ...lines].join('\r\n')}\r\n`;
}
