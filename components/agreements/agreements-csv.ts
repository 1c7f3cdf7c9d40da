import { csvField } from '#components/licenses/licenses-csv.ts';
import type { Agreement } from '#lib/contract/agreements.ts';

const COLUMNS: readonly [head: string, cell: (agreement: Agreement) => string | number | null][] = [
  ['number', ({ number }) => number],
  ['title', ({ title }) => title],
  ['team', ({ team }) => team],
  ['team name', ({ teamName }) => teamName],
  ['state', ({ state }) => state],
  ['products', ({ products }) => products.join(', ')],
  ['platforms', ({ platforms }) => platforms.join(', ')],
  ['identifiers', ({ apps }) => apps],
  ['identifier limit', ({ appLimit }) => appLimit],
  ['licenses', ({ licenses }) => licenses],
  ['first day', ({ startsOn }) => startsOn],
  ['last day', ({ endsOn }) => endsOn],
  ['ends at', ({ endsAt }) => endsAt],
  ['notice days', ({ noticeDays }) => noticeDays],
  ['notice address', ({ noticeAddress }) => noticeAddress],
  ['lease seconds', ({ leaseSeconds }) => leaseSeconds],
  ['grace seconds', ({ graceSeconds }) => graceSeconds],
  ['retry seconds', ({ retrySeconds }) => retrySeconds],
  ['version cap', ({ versionCap }) => versionCap],
  ['offline', ({ offline }) => String(offline)],
  ['proxy', ({ proxy }) => String(proxy)],
  ['termination', ({ termination }) => termination?.cause ?? null],
  ['termination served at', ({ termination }) => termination?.noticeServedAt ?? null],
  ['expiry notice served at', ({ expiry }) => expiry.noticeServedAt],
  ['held until', ({ expiry }) => expiry.heldUntil],
  ['created at', ({ createdAt }) => createdAt],
];

/** Agreements as CSV (RFC 4180): a head line, CRLF, every field quoted. */
export function agreementsCsv(agreements: readonly Agreement[]): string {
  const lines = agreements.map((agreement) =>
    COLUMNS.map(([, cell]) => csvField(String(cell(agreement) ?? ''))).join(','),
  );
  return `${[COLUMNS.map(([head]) => csvField(head)).join(','), ...lines].join('\r\n')}\r\n`;
}
