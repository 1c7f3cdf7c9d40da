import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CROCKFORD_ALPHABET } from '#sdk/protocol/crockford.ts';
import { formatLicenseId } from '#sdk/protocol/license-id.ts';
import { licenseIdPrefix, licenseIdVariants } from './license-id-variants.ts';

const anId = fc.uint8Array({ minLength: 5, maxLength: 5 }).map((bytes) => formatLicenseId(bytes));
const aCharacter = fc.constantFrom(...CROCKFORD_ALPHABET);
const aPlace = fc.integer({ min: 0, max: 7 });

it.each([
  'LIC-7F3K-9QXM',
  'lic-7f3k-9qxm',
  'lic7f3k9qxm',
  'LIC 7F3K 9QXM',
  '7f3k9qxm',
  '7F3K-9QXM',
  ' LIC_7F3K.9QXM ',
  'L1C-7F3K-9QXM',
  'LIC–7F3K–9QXM',
  '#LIC-7F3K-9QXM',
])('reads %s', (text) => {
  expect(licenseIdVariants(text)?.exact).toBe('LIC-7F3K-9QXM');
});

it('reads O as 0, and I and L as 1', () => {
  expect(licenseIdVariants('LIC-OIL0-OOOI')?.exact).toBe('LIC-0110-0001');
});

it('knows several characters that look alike at once, and U', () => {
  expect(licenseIdVariants('LIC-7F3K-BSZG')?.alike).toContain('LIC-7F3K-8526');
  expect(licenseIdVariants('LIC-UF3K-9QXM')?.alike).toContain('LIC-VF3K-9QXM');
});

it('has every ID that one wrong character could have been', () => {
  fc.assert(
    fc.property(anId, aPlace, aCharacter, (id, place, character) => {
      const bare = id.replaceAll('-', '').slice(3);
      const typed = bare.slice(0, place) + character + bare.slice(place + 1);
      const found = licenseIdVariants(`LIC-${typed}`);
      expect([found?.exact, ...(found?.near ?? [])]).toContain(id);
    }),
  );
});

it('has every ID of which one character was left out, typed twice or exchanged with the next', () => {
  fc.assert(
    fc.property(anId, aPlace, aCharacter, (id, place, character) => {
      const bare = id.replaceAll('-', '').slice(3);
      const [before, after] = [bare.slice(0, place), bare.slice(place + 1)];
      const swapped = before + after.slice(0, 1) + bare.charAt(place) + after.slice(1);
      for (const typed of [before + after, before + character + bare.slice(place), swapped]) {
        const found = licenseIdVariants(`LIC-${typed}`);
        expect([found?.exact, ...(found?.near ?? [])]).toContain(id);
      }
    }),
  );
});

it('never makes what is no License ID, nor more than a store looks up at once', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (text) => {
      const found = licenseIdVariants(text);
      const all = [...(found?.alike ?? []), ...(found?.near ?? [])];
      expect(all.every((id) => /^LIC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(id))).toBe(true);
      expect(all.length).toBeLessThan(1_000);
    }),
  );
});

it.each(['Acme Inc', 'com.acme.app', 'mira@acme.example', 'AGR-2025-0142', 'LIC-', ''])(
  'looks for no License ID in %s',
  (text) => {
    expect(licenseIdVariants(text)).toBeNull();
  },
);

it.each([
  ['LIC-7', 'LIC-7'],
  ['lic 7f3k', 'LIC-7F3K'],
  ['LIC7F3K9', 'LIC-7F3K-9'],
  ['7f3', 'LIC-7F3'],
  ['lic', null],
  ['acme', null],
  ['li', null],
  ['7', null],
])('reads %s as the beginning %s', (text, prefix) => {
  expect(licenseIdPrefix(text)).toBe(prefix);
});
