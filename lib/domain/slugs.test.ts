import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RESERVED, slugCandidates, slugify } from './slugs.ts';

test.each([
  ['Acme', 'acme'],
  ['  Acme, Inc.  ', 'acme-inc'],
  ['Ćevapi & Söhne', 'cevapi-sohne'],
  ['Đuro Đaković', 'duro-dakovic'],
  ['Straße 7', 'strasse-7'],
  ['Æther Œuvre Łódź Øl', 'aether-oeuvre-lodz-ol'],
  ['İstanbul', 'istanbul'],
  ['株式会社', 'team'],
  ['---', 'team'],
  ['a'.repeat(60), 'a'.repeat(40)],
  [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
])('the team "%s" would like to be called %s', (name, slug) => {
  expect(slugify(name)).toBe(slug);
});

test('any name gives a slug of 1 to 40 letters, digits and single hyphens inside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
      const slug = slugify(name);
      expect(slug.length).toBeLessThanOrEqual(40);
      expect(slug).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/);
    }),
  );
});

test('candidates are numbered from 2 on, fit in 40 characters, and are never reserved', () => {
  expect(slugCandidates('Acme', { first: 1, count: 3 })).toEqual(['acme', 'acme-2', 'acme-3']);
  expect(slugCandidates('API', { first: 1, count: 3 })).toEqual(['api-2', 'api-3']);
  expect(slugCandidates('a'.repeat(50), { first: 10, count: 1 })).toEqual([`${'a'.repeat(37)}-10`]);
  for (const reserved of RESERVED)
    expect(slugCandidates(reserved, { first: 1, count: 5 })).not.toContain(reserved);
});

/** First segments of the addresses that the folders of app/ make, groups opened. */
function segmentsOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('['))
    .flatMap(({ name }) => (name.startsWith('(') ? segmentsOf(join(folder, name)) : [name]));
}

test('every address of app/ is reserved', () => {
  const app = join(import.meta.dirname, '../../app');
  const segments = existsSync(app) ? segmentsOf(app) : [];
  expect(segments).toContain('api');
  for (const segment of segments) expect(RESERVED).toContain(segment);
});
