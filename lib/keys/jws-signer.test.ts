import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { ANSWER_TYPES } from '#sdk/protocol/answer.ts';
import { encodeBase64url } from '#sdk/protocol/base64url.ts';
import { jwsSigningInput, readJws } from '#sdk/protocol/jws.ts';
import { verifyJws } from '#sdk/protocol/verify.ts';
import { jwsSigner } from './jws-signer.ts';
import { makeSigningKey, type SigningKey } from './signing-key.ts';

let key: SigningKey;
beforeAll(async () => {
  key = await makeSigningKey();
});
const payload = fc.json({ stringUnit: 'binary' }).map((text) => text.toWellFormed());

test('what is signed is what is sent, byte for byte, whatever it says', async () => {
  await fc.assert(
    fc.asyncProperty(payload, fc.constantFrom(...Object.values(ANSWER_TYPES)), async (text, typ) => {
      const jws = jwsSigner(key, typ)(text);
      const [head, body] = jws.split('.');
      expect(body).toBe(encodeBase64url(new TextEncoder().encode(text)));
      expect(`${head}.${body}`).toBe(jwsSigningInput({ typ, kid: key.jwk.kid }, text));
      expect(await verifyJws(jws, key.jwk, { typ })).toMatchObject({ ok: true });
      expect(readJws(jws)?.signingInput).toBe(`${head}.${body}`);
    }),
  );
});

test('the same payload is signed the same each time, and another by one bit otherwise', () => {
  const sign = jwsSigner(key, 'lock+jwt');
  expect(sign('{"a":1}')).toBe(sign('{"a":1}'));
  expect(sign('{"a":1}').split('.')[2]).not.toBe(sign('{"a":0}').split('.')[2]);
});

test('no key is made whose kid a command would take for an option', async () => {
  const made = await Promise.all(Array.from({ length: 300 }, makeSigningKey));
  expect(made.filter(({ jwk }) => jwk.kid.startsWith('-'))).toEqual([]);
});
