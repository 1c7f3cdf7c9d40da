import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { exampleCheck } from './example-check.ts';

test('the sizes that pages name are those of the request and of a really signed answer', () => {
  expect(exampleCheck.requestBytes).toBe(Buffer.byteLength(exampleCheck.requestText));
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', typ: 'lease+jwt', kid: 'FwMbLC4G' })).toString(
    'base64url',
  );
  const signed = `${header}.${Buffer.from(exampleCheck.answerText).toString('base64url')}`;
  const signature = sign(null, Buffer.from(signed), generateKeyPairSync('ed25519').privateKey).toString(
    'base64url',
  );
  expect(exampleCheck.answerBytes).toBe(`${signed}.${signature}`.length);
});
