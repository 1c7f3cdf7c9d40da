import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each([
  ['/acme', '/acme'],
  ['/acme/licenses?state=active#x', '/acme/licenses?state=active#x'],
  ['/', '/'],
])('%s is followed', (next, to) => {
  expect(safeNext(next)).toBe(to);
});

test.each([
  undefined,
  null,
  '',
  'acme',
  '//evil.example',
  '/\\evil.example',
  '/a\\b',
  'https://evil.example/',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/\n/evil.example',
  ' /acme',
])('%j is not followed', (next) => {
  expect(safeNext(next)).toBeNull();
});

test('a list of values is not followed', () => {
  expect(safeNext(['/acme', '/acme'])).toBeNull();
});

test('a path that climbs stays on this site, and never becomes another host', () => {
  expect(safeNext('/..//evil.example')).toBeNull();
});
