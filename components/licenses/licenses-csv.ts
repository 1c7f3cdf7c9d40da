import type { ListedLicense } from '#lib/contract/licenses.ts';
import { endOfLicense } from './end-of-license.ts';

const COLUMNS: readonly [head: string, cell: (license: ListedLicense) => string | null][] = [
  ['id', (license) => license.id],
  ['name', (license) => license.name],
  ['kind', (license) => license.kind],
  ['products', (license) => license.products.join(', ')],
  ['platforms', (license) => license.platforms.join(', ')],
  ['identifiers', (license) => license.apps.map((app) => app.value).join(', ')],
  ['state', (license) => license.state],
  ['state reason', (license) => license.stateReason],
  ['starts at', (license) => license.startsAt],
  ['ends at', (license) => endOfLicense(license)],
  ['last check at', (license) => license.lastCheckAt],
  ['created at', (license) => license.createdAt],
];

/** Licenses as CSV (RFC 4180): a head line, CRLF, every field quoted. */
export function licensesCsv(licenses: readonly ListedLicense[]): string {
  const lines = licenses.map((license) => COLUMNS.map(([, cell]) => csvField(cell(license) ?? '')).join(','));
  return `${[COLUMNS.map(([head]) => csvField(head)).join(','), ...lines].join('\r\n')}\r\n`;
}

/** One quoted field. What a spreadsheet would run as a formula is kept text by an apostrophe (OWASP, CSV injection). */
export function csvField(text: string): string {
  const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${inert.replaceAll('"', '""')}"`;
}
