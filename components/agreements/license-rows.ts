/**
 * Licenses from a pasted list or a CSV file. A line is an identifier of a license; lines with one name are one license.
 *
 * 1. columns     by a head line (name, platform, identifier, environment, products, platforms), else name, platform,
 *                identifier, environment, in this order
 * 2. separator   tab, semicolon or comma, whichever the first line has
 * 3. quotes      as in RFC 4180
 * 4. a line of a name alone is a license without an identifier
 */
import { platformName } from '#components/licenses/platform-words.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';

export type LicenseRow = {
  name: string;
  products?: string[];
  platforms?: Platform[];
  apps: { platform: Platform; value?: string; environment?: string }[];
};

/** A row with the lines it was read from: `lines[i]` is that of its identifier `i`. */
export type ReadRow = { row: LicenseRow; line: number; lines: number[] };
export type LineError = { line: number; says: string };

const COLUMNS = ['name', 'platform', 'identifier', 'environment', 'products', 'platforms'] as const;
type Column = (typeof COLUMNS)[number];
const USUAL: readonly Column[] = ['name', 'platform', 'identifier', 'environment'];

const ALSO: Readonly<Record<string, Column>> = {
  license: 'name',
  app: 'identifier',
  'application identifier': 'identifier',
  product: 'products',
};

/** The most licenses that are issued together. */
export const MAX_ROWS = 500;

export function readLicenseRows(text: string): { rows: ReadRow[]; errors: LineError[] } {
  const table = readCells(text);
  const [head] = table;
  const named = head?.cells.map(columnOf) ?? [];
  const hasHead = named.includes('name');
  const columns = hasHead ? named : USUAL;
  const errors: LineError[] = [];
  const rows = new Map<string, ReadRow>();
  for (const { line, cells } of hasHead ? table.slice(1) : table) {
    const cell = (column: Column) => cells[columns.indexOf(column)]?.trim() ?? '';
    const says = lineError(cell, cells.length > columns.length);
    if (says !== null) {
      errors.push({ line, says });
      continue;
    }
    const name = cell('name');
    const read = rows.get(name) ?? { row: { name, apps: [] }, line, lines: [] };
    rows.set(name, read);
    addLine(read, line, cell);
  }
  if (rows.size > MAX_ROWS)
    errors.push({
      line: [...rows.values()][MAX_ROWS]?.line ?? 1,
      says: `At most ${MAX_ROWS} licenses are issued together. These are ${rows.size}.`,
    });
  return { rows: [...rows.values()], errors };
}

function addLine(read: ReadRow, line: number, cell: (column: Column) => string): void {
  const { row, lines } = read;
  const products = listOf(cell('products'));
  const platforms = listOf(cell('platforms')).flatMap((text) => platformOf(text) ?? []);
  if (products.length > 0) row.products = [...new Set([...(row.products ?? []), ...products])];
  if (platforms.length > 0) row.platforms = [...new Set([...(row.platforms ?? []), ...platforms])];
  const platform = platformOf(cell('platform'));
  if (platform === null) return;
  const value = cell('identifier');
  const environment = cell('environment');
  row.apps.push({ platform, ...(value !== '' && { value }), ...(environment !== '' && { environment }) });
  lines.push(line);
}

function lineError(cell: (column: Column) => string, isTooLong: boolean): string | null {
  if (isTooLong)
    return 'There are more cells than columns. Put quotes around a cell that holds the separator.';
  if (cell('name') === '') return 'The name of the license is missing.';
  const platform = cell('platform');
  const unknown = [platform, ...listOf(cell('platforms'))].find(
    (text) => text !== '' && platformOf(text) === null,
  );
  if (unknown !== undefined) return `${unknown} is no platform. There are ${PLATFORMS.join(', ')}.`;
  if (platform === '' && cell('identifier') !== '') return 'Which platform is this identifier for?';
  if (platform !== '' && platform !== 'self-hosted' && cell('identifier') === '')
    return 'The identifier is missing.';
  return null;
}

function columnOf(text: string): Column | null {
  const word = text.trim().toLowerCase();
  return COLUMNS.find((column) => column === word) ?? ALSO[word] ?? null;
}

function platformOf(text: string): Platform | null {
  const word = text.trim().toLowerCase();
  return PLATFORMS.find((one) => one === word || platformName(one).toLowerCase() === word) ?? null;
}

function listOf(text: string): string[] {
  return text
    .split(/[;,|]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Cells with the number of the line that each row begins on; empty lines are left out. */
function readCells(text: string): { line: number; cells: string[] }[] {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const first = source.split('\n').find((one) => one.trim() !== '') ?? '';
  const separator = ['\t', ';', ','].find((one) => first.includes(one)) ?? ',';
  const table: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  let begins = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) table.push({ line: begins, cells });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < source.length; at++) {
    const letter = source[at];
    if (letter === '\n') line += 1;
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (letter === '"' && cell.trim() === '') {
      isQuoted = true;
      cell = '';
    } else if (letter === separator) {
      cells.push(cell);
      cell = '';
    } else if (letter === '\n') {
      endRow();
      begins = line;
    } else cell += letter;
  }
  endRow();
  return table;
}
