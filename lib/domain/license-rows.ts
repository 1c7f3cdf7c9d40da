/**
 * Licenses as somebody pastes them: a list, or rows of a table (CSV, or copied from a spreadsheet with tabs).
 *
 * 1. A line is `name, platform, identifier`, and may go on with `environment` and `products` (several with `;` or `|`).
 * 2. Lines of one name make one license: its identifiers are those of all its lines, its products those that are named.
 * 3. A first line that names columns says their order; without one the order is that of 1.
 * 4. A name alone is a license without identifiers. Empty lines count for nothing.
 * 5. What cannot be read is told by its line, counted from 1; the rest is read all the same.
 */
import { isPlatform, PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';

/** A license that was read, as it is asked for under an agreement. `lines` are those it was read from. */
export type LicenseLine = {
  name: string;
  products?: string[];
  apps: { platform: Platform; value?: string; environment?: string }[];
  lines: number[];
};

export type LicenseRowsRead = { rows: LicenseLine[]; errors: { line: number; detail: string }[] };

const COLUMNS = ['name', 'platform', 'identifier', 'environment', 'products'] as const;
type Column = (typeof COLUMNS)[number];

/** Reads pasted text of any length. Says nothing of whether the licenses can be issued: the agreement's preview does. */
export function readLicenseRows(text: string): LicenseRowsRead {
  const rows = new Map<string, LicenseLine>();
  const errors: LicenseRowsRead['errors'] = [];
  let order: readonly (Column | null)[] = COLUMNS;
  for (const [index, cells] of linesOf(text)) {
    const line = index + 1;
    const header = rows.size === 0 && errors.length === 0 ? headerOf(cells) : null;
    if (header) {
      order = header;
      continue;
    }
    const cell = (column: Column) => cells[order.indexOf(column)] ?? '';
    const name = cell('name');
    const platform = cell('platform').toLowerCase();
    if (name === '') {
      errors.push({ line, detail: 'This line has no name.' });
      continue;
    }
    if (platform !== '' && !isPlatform(platform)) {
      errors.push({
        line,
        detail: `There is no platform ${platform}. It is one of ${PLATFORMS.join(', ')}.`,
      });
      continue;
    }
    if (platform === '' && cell('identifier') !== '') {
      errors.push({ line, detail: `Say which platform ${cell('identifier')} is for.` });
      continue;
    }
    const row = rows.get(name) ?? { name, apps: [], lines: [] };
    rows.set(name, row);
    row.lines.push(line);
    const products = cell('products')
      .split(/[;|]/)
      .map((one) => one.trim())
      .filter((one) => one !== '');
    if (products.length > 0) row.products = [...new Set([...(row.products ?? []), ...products])];
    if (platform === '') continue;
    const [value, environment] = [cell('identifier'), cell('environment')];
    row.apps.push({ platform, ...(value !== '' && { value }), ...(environment !== '' && { environment }) });
  }
  return { rows: [...rows.values()], errors };
}

function linesOf(text: string): [number, string[]][] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index): [number, string[]] => [index, cellsOf(line)])
    .filter(([, cells]) => cells.some((cell) => cell !== ''));
}

/** The cells of a line: between tabs if there are any, else between commas; quotes keep a comma and are doubled to be one. */
function cellsOf(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : ',';
  const cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] ?? '';
    if (letter === '"' && isQuoted && line[at + 1] === '"') {
      cell += letter;
      at += 1;
    } else if (letter === '"' && (isQuoted || cell.trim() === '')) {
      isQuoted = !isQuoted;
      if (isQuoted) cell = '';
    } else if (letter === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}

const OTHER_NAMES: Readonly<Record<string, Column>> = {
  license: 'name',
  app: 'identifier',
  'application identifier': 'identifier',
  value: 'identifier',
  product: 'products',
};

function headerOf(cells: readonly string[]): (Column | null)[] | null {
  const known = cells.map((cell) => {
    const word = cell.toLowerCase();
    return COLUMNS.find((column) => column === word) ?? OTHER_NAMES[word] ?? null;
  });
  return known.includes('name') && known.filter((one) => one !== null).length > 1 ? known : null;
}
