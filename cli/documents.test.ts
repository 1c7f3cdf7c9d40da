import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const clone = join(import.meta.dirname, '..');
const PATH = /`((?:app|components|lib|db|sdk|cli|e2e|docs|bench)(?:\/[\w().[\]…-]+)*\/?(?:\.\w+)?)`/g;

it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s names only paths that exist', (name) => {
  const text = readFileSync(join(clone, name), 'utf8');
  const paths = [...text.matchAll(PATH)].map((match) => match[1] ?? '').filter((path) => !/[*…]/.test(path));
  expect(paths.filter((path) => !existsSync(join(clone, path)))).toEqual([]);
});

it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s links only to files that exist', (name) => {
  const text = readFileSync(join(clone, name), 'utf8');
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^[a-z]+:/.test(link));
  expect(links.filter((link) => !existsSync(join(clone, link)))).toEqual([]);
});

it('ARCHITECTURE.md stays a map: 150 lines at most', () => {
  expect(readFileSync(join(clone, 'ARCHITECTURE.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(150);
});

it('decisions are numbered without a gap', () => {
  const numbers = readdirSync(join(clone, 'docs/decisions'))
    .map((name) => Number(name.slice(0, 3)))
    .sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
