import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase64urlText } from './base64url.ts';
import { type KeyedJwk, keyId } from './jwk.ts';
import { joinJws, jwsSigningInput } from './jws.ts';
import { formatLicenseId } from './license-id.ts';
import { serializeLicenseKey, verifyLicenseKey } from './license-key.ts';
import { inspectLicenseKey } from './license-key-words.ts';

const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
const { x = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
const jwk = { kty: 'OKP' as const, crv: 'Ed25519' as const, x };
const key: KeyedJwk = { ...jwk, kid: await keyId(jwk) };
const claims = {
  sub: formatLicenseId(new Uint8Array([1, 2, 3, 4, 5])),
  licensee: 'Acme Straße 株式会社',
  url: 'https://licenses.example.com',
  grace: 86400,
  iat: 1793196341,
};

async function keyOf(payload: string, typ = 'license+jwt', kid = key.kid): Promise<string> {
  const input = jwsSigningInput({ typ, kid }, payload);
  const signature = await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(input));
  return joinJws(input, new Uint8Array(signature));
}

const whole = await keyOf(serializeLicenseKey(claims));
const withoutLicensee = await keyOf('{"sub":"LIC-0000-0000"}');
const lease = await keyOf('{}', 'lease+jwt');
const keySet = await keyOf('{}', 'keyset+jwt');

describe('a license key', () => {
  test('is read and verified as it was copied', async () => {
    const read = { ok: true, claims, kid: key.kid, jws: whole };
    expect(inspectLicenseKey(whole)).toEqual(read);
    expect(await verifyLicenseKey(whole, [key])).toEqual(read);
  });

  test('may have white space and line breaks anywhere', () => {
    const space = fc.tuple(
      fc.nat(whole.length),
      fc.constantFrom(' ', '\n', '\r\n', '\t', '\u00a0', '\ufeff', '\u200b'),
    );
    fc.assert(
      fc.property(fc.array(space, { maxLength: 8 }), (spaces) => {
        let text = whole;
        for (const [at, put] of spaces) text = text.slice(0, at) + put + text.slice(at);
        expect(inspectLicenseKey(text)).toMatchObject({ ok: true, jws: whole });
      }),
    );
  });

  test('cut off anywhere is truncated', () => {
    for (let length = 1; length < whole.length; length += 1) {
      expect(inspectLicenseKey(whole.slice(0, length)), `${length} characters`).toMatchObject({
        ok: false,
        fault: 'truncated',
      });
    }
  });

  test('without its beginning is never whole', () => {
    for (let from = 1; from < whole.length; from += 1) {
      const read = inspectLicenseKey(whole.slice(from));
      expect(read.ok === false && ['altered', 'foreign'].includes(read.fault), `from ${from}`).toBe(true);
    }
  });

  test('with a character changed anywhere is altered or foreign, and never verified', async () => {
    for (let at = 0; at < whole.length; at += 1) {
      const text = whole.slice(0, at) + (whole[at] === 'A' ? 'B' : 'A') + whole.slice(at + 1);
      const read = await verifyLicenseKey(text, [key]);
      expect(read.ok === false && read.fault !== 'empty', `at ${at}`).toBe(true);
    }
  });

  test.each([
    ['empty', 'nothing', ''],
    ['empty', 'white space', ' \n\t'],
    ['altered', 'a key with one character more', `${whole}A`],
    ['altered', 'two keys', `${whole}${whole}`],
    ['altered', 'a key with a dot more', whole.replace('.', '..')],
    ['altered', 'a key with a star in its claims', `${whole.slice(0, 80)}*${whole.slice(81)}`],
    ['altered', 'a key with an exclamation mark in its header', `${whole.slice(0, 30)}!${whole.slice(31)}`],
    ['altered', 'a key whose last character has bits that no signature has', `${whole.slice(0, -1)}B`],
    ['altered', 'a key without licensee', withoutLicensee],
    ['foreign', 'a License ID', 'LIC-7F3K-9QXM'],
    ['foreign', 'a word', 'hello'],
    ['foreign', 'a domain', 'acme.com'],
    ['foreign', 'an answer', lease],
    ['foreign', 'a key set', keySet],
    ['foreign', 'another token', `${encodeBase64urlText('{"alg":"HS256","typ":"JWT","kid":"1"}')}.e30.AQ`],
  ])('is %s when it is %s', (fault, _, text) => {
    const read = inspectLicenseKey(text);
    expect(read).toMatchObject({ ok: false, fault });
    expect(read.ok === false && read.detail).toMatch(/[.?]$/);
  });

  test('of another installation is foreign, and one whose kid was borrowed is altered', async () => {
    expect(await verifyLicenseKey(whole, [])).toMatchObject({ ok: false, fault: 'foreign' });
    expect(await verifyLicenseKey(whole, [{ ...key, kid: 'AAAAAAAA' }])).toMatchObject({ fault: 'foreign' });
    const other = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    const otherJwk = await crypto.subtle.exportKey('jwk', other.publicKey);
    expect(await verifyLicenseKey(whole, [{ ...key, x: otherJwk.x ?? '' }])).toMatchObject({
      fault: 'altered',
    });
  });

  test.each([
    { sub: 'lic-0410-6105' },
    { licensee: '' },
    { licensee: null },
    { url: 'https://licenses.example.com/' },
    { url: 'https://licenses.example.com/path' },
    { url: 'ftp://licenses.example.com' },
    { url: 'HTTPS://licenses.example.com' },
    { url: 'licenses.example.com' },
    { grace: -1 },
    { grace: 1.5 },
    { iat: '1' },
  ])('with %j is altered', async (wrong) => {
    expect(inspectLicenseKey(await keyOf(JSON.stringify({ ...claims, ...wrong })))).toMatchObject({
      fault: 'altered',
    });
  });

  test('may name a loopback server', async () => {
    const local = await keyOf(JSON.stringify({ ...claims, url: 'http://localhost:3000' }));
    expect(inspectLicenseKey(local)).toMatchObject({ ok: true });
  });

  test('no text makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^eyJ[\w.-]*$/)), (text) => {
        inspectLicenseKey(text);
      }),
    );
  });
});
