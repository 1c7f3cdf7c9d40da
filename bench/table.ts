import type { Figure, LeftOut } from './comparison.ts';
import { median } from './median.ts';
import { LEAST_ROUNDS, type Options } from './options.ts';

export type Report = {
  machine: string;
  versions: Record<string, string>;
  lines: readonly (Figure | LeftOut)[];
};

const HEAD = ['figure', 'ratio', 'rounds', 'bound', 'aim', 'of'];

/** The table as text for a terminal, or as Markdown, with the machine and the versions. */
export function reportText({ machine, versions, lines }: Report, options: Options): string {
  const { rounds, seconds, isMarkdown } = options;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const figures = lines.filter((line) => 'ratios' in line).map((line) => cells(line, isMarkdown));
  const leftOut = lines
    .filter((line) => 'reason' in line)
    .map(({ says, reason }) => `Left out: ${says}. ${reason}`);
  const few = rounds < LEAST_ROUNDS ? ` Fewer than ${LEAST_ROUNDS} rounds: these are no figures.` : '';
  const about = [
    `Medians of ${rounds} interleaved rounds of ${seconds} s for each side; 64 connections.${few}`,
    `Machine: ${machine}.`,
    `Versions: ${names.join(', ')}.`,
  ];
  const table = isMarkdown ? markdown([HEAD, ...figures]) : aligned([HEAD, ...figures]);
  const paragraphs = isMarkdown ? [about.join('\n'), table] : [table, about.join('\n')];
  return `${[...paragraphs, ...leftOut].join('\n\n')}\n`;
}

function cells({ says, ratios, from, bound, aim, is }: Figure, isMarkdown: boolean): string[] {
  const ratio = median(ratios);
  const isMet = (limit: number) => (is === 'at-least' ? ratio >= limit : ratio <= limit);
  const sign = is === 'at-least' ? '≥' : '≤';
  const verdict = isMet(aim) ? 'aim met' : isMet(bound) ? 'bound met' : 'BOUND MISSED';
  const range = `${short(Math.min(...ratios))} to ${short(Math.max(...ratios))}`;
  const middle = isMarkdown ? `**${short(ratio)}**` : short(ratio);
  return [says, middle, range, `${sign} ${bound}`, `${aim}`, isMarkdown ? from : `${from} (${verdict})`];
}

function short(value: number): string {
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 2 ? 1 : 2);
}

function markdown([head = [], ...rows]: string[][]): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function aligned(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}
