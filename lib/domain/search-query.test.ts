import fc from 'fast-check';
import { expect, it } from 'vitest';
import keys from '#sdk/vectors/license-keys.json' with { type: 'json' };
import { fitOf, readSearchQuery } from './search-query.ts';

const platformsOf = (text: string) => readSearchQuery(text).apps.map(({ platform }) => platform);
const keysOf = (text: string) => readSearchQuery(text).apps.flatMap(({ matchKeys }) => matchKeys);

it('looks for the License ID of a key, and for nothing else', () => {
  const query = readSearchQuery(keys.good[0]?.text ?? '');
  expect(query).toMatchObject({ words: '', ids: { exact: 'LIC-7F3K-9QXM' }, apps: [], idPrefix: null });
});

it('looks for what was typed as words, with single spaces and small letters', () => {
  expect(readSearchQuery('  Acme \n Inc ').words).toBe('acme inc');
});

it('looks for an identifier and every pattern that would match it', () => {
  expect(platformsOf('com.acme.app')).toEqual(['android', 'ios', 'browser']);
  expect(keysOf('com.acme.app')).toEqual(
    expect.arrayContaining(['com.acme.app', 'com.acme.*', '*.acme.app']),
  );
  expect(keysOf('https://id.acme.example/login')).toContain('*.acme.example');
  expect(platformsOf('0123456789abcdef0123456789abcdef')).toEqual(['linux', 'macos', 'self-hosted']);
  expect(keysOf('app 4t8n w0ra')).toEqual([]);
  expect(keysOf('app-4t8n-w0ra')).toContain('APP-4T8N-W0RA');
});

it('takes one word for a name, not for a bundle ID', () => {
  expect(platformsOf('acme')).toEqual([]);
});

it('knows the form of a lease ID', () => {
  expect(readSearchQuery('Qm4xT0vRk2LdYw7e').isLeaseIdLike).toBe(true);
  expect(readSearchQuery('acme-corporation').isLeaseIdLike).toBe(false);
});

it('reads any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => readSearchQuery(text) !== null),
  );
});

it.each([
  ['acme inc', 'Acme Inc', 0],
  ['acme', 'Acme Inc', 1],
  ['inc', 'Acme Inc', 2],
  ['acme', 'com.acme.app', 2],
  ['cme', 'Acme Inc', 3],
  ['inc acme', 'Acme Inc', 3],
  ['acme', 'Globex', null],
  ['', 'Globex', null],
] as const)('says how well %s fits %s', (words, text, fit) => {
  expect(fitOf(words, text)).toBe(fit);
});
