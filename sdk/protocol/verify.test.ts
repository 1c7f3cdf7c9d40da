import { describe, expect, test } from 'vitest';
import { ANSWER_TYPES, type Answer, serializeClaims } from './answer.ts';
import { decodeBase64url, encodeBase64urlText } from './base64url.ts';
import { type KeyedJwk, keyId, type PublicJwk, parseKeyedJwk, parsePublicJwk } from './jwk.ts';
import { joinJws, jwsSigningInput } from './jws.ts';
import { parseKeySet, serializeKeySet, verifyKeySet } from './key-set.ts';
import { formatLicenseId } from './license-id.ts';
import { type AskedCheck, verifyAnswer, verifyJws, verifySignature } from './verify.ts';

// RFC 8037, appendix A.1 and A.2; the same key is RFC 8032's test 1.
const publicJwk: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const privatePart = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
const kid = await keyId(publicJwk);
const keyed: KeyedJwk = { ...publicJwk, kid };
const otherPair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);

async function sign(signingInput: string, key?: CryptoKey): Promise<string> {
  const jwk = { ...publicJwk, d: privatePart };
  const signing = key ?? (await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']));
  const signature = await crypto.subtle.sign('Ed25519', signing, new TextEncoder().encode(signingInput));
  return joinJws(signingInput, new Uint8Array(signature));
}

const sub = formatLicenseId(new Uint8Array([1, 2, 3, 4, 5]));
const asked: AskedCheck = {
  license: sub,
  app: 'com.acme.app',
  product: 'BlinkID',
  platform: 'android',
  nonce: 'b2Zt3xY0qkP1n8Zw',
};
const claims = {
  sub,
  app: asked.app,
  prd: asked.product,
  plt: asked.platform,
  nonce: asked.nonce,
  iat: 1793196341,
  exp: 1793196641,
};
const lock: Answer = { outcome: 'lock', claims: { ...claims, reason: 'license-locked' } };
const answers: Answer[] = [
  lock,
  { outcome: 'lease', claims: { ...claims, jti: 'Qm4xT0vRk2LdYw7e', grace: 86400, kind: 'trial' } },
  { outcome: 'refusal', claims: { ...claims, reason: 'app-not-registered' } },
];

describe('a signature', () => {
  const signingInput = 'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc';
  const text = 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg';
  const signature = decodeBase64url(text) ?? new Uint8Array();

  test('of RFC 8037, appendix A.4, is verified as in A.5', async () => {
    expect(signature.length).toBe(64);
    expect(await verifySignature({ signingInput, signature }, publicJwk)).toBe(true);
  });

  test('does not fit when any part is another', async () => {
    expect(await verifySignature({ signingInput: `${signingInput}A`, signature }, publicJwk)).toBe(false);
    const changed = signature.map((byte, index) => (index === 40 ? byte ^ 1 : byte));
    expect(await verifySignature({ signingInput, signature: changed }, publicJwk)).toBe(false);
    const otherJwk = await crypto.subtle.exportKey('jwk', otherPair.publicKey);
    expect(await verifySignature({ signingInput, signature }, { ...publicJwk, x: otherJwk.x ?? '' })).toBe(
      false,
    );
    expect(await verifySignature({ signingInput, signature: signature.slice(0, 63) }, publicJwk)).toBe(false);
    expect(await verifySignature({ signingInput, signature }, { ...publicJwk, x: 'AQ' })).toBe(false);
  });
});

describe('verifyJws', () => {
  test('gives header and payload of what was signed', async () => {
    const jws = await sign(jwsSigningInput({ typ: 'lock+jwt', kid }, '{"a":1}'));
    expect(await verifyJws(jws, publicJwk, { typ: 'lock+jwt' })).toMatchObject({
      ok: true,
      header: { kid },
      payload: { a: 1 },
    });
  });

  test.each([
    ['wrong-type', jwsSigningInput({ typ: 'lease+jwt', kid }, '{}')],
    ['wrong-type', jwsSigningInput({ typ: 'LOCK+JWT', kid }, '{}')],
    ['wrong-algorithm', `${encodeBase64urlText(`{"alg":"none","typ":"lock+jwt","kid":"${kid}"}`)}.e30`],
    ['wrong-algorithm', `${encodeBase64urlText(`{"alg":"Ed25519","typ":"lock+jwt","kid":"${kid}"}`)}.e30`],
    ['wrong-algorithm', `${encodeBase64urlText(`{"alg":"HS256","typ":"lock+jwt","kid":"${kid}"}`)}.e30`],
    [
      'not-a-jws',
      `${encodeBase64urlText(`{"alg":"EdDSA","typ":"lock+jwt","kid":"${kid}","crit":["b64"]}`)}.e30`,
    ],
  ])('says %s, though the signature fits', async (code, signingInput) => {
    expect(await verifyJws(await sign(signingInput), publicJwk, { typ: 'lock+jwt' })).toEqual({
      ok: false,
      code,
    });
  });

  test('says wrong-signature when another key signed', async () => {
    const jws = await sign(jwsSigningInput({ typ: 'lock+jwt', kid }, '{}'), otherPair.privateKey);
    expect(await verifyJws(jws, publicJwk, { typ: 'lock+jwt' })).toEqual({
      ok: false,
      code: 'wrong-signature',
    });
  });
});

describe('verifyAnswer', () => {
  async function answerJws(answer: Answer, header: { typ?: string; kid?: string } = {}): Promise<string> {
    return sign(
      jwsSigningInput({ typ: ANSWER_TYPES[answer.outcome], kid, ...header }, serializeClaims(answer)),
    );
  }

  test.each(answers)('believes a $outcome to the check that was asked', async (answer) => {
    expect(await verifyAnswer(await answerJws(answer), [keyed], asked)).toEqual({ ok: true, ...answer });
  });

  test.each<[keyof AskedCheck, string]>([
    ['nonce', 'b2Zt3xY0qkP1n8Zx'],
    ['license', 'LIC-0000-0000'],
    ['app', 'com.acme.App'],
    ['product', 'blinkid'],
    ['platform', 'ios'],
  ])('says other-question when the %s is another', async (name, value) => {
    const other = Object.assign({}, asked, { [name]: value });
    expect(await verifyAnswer(await answerJws(lock), [keyed], other)).toEqual({
      ok: false,
      code: 'other-question',
    });
  });

  test('says unknown-key when no key has the kid', async () => {
    expect(await verifyAnswer(await answerJws(lock, { kid: 'AAAAAAAA' }), [keyed], asked)).toEqual({
      ok: false,
      code: 'unknown-key',
    });
    expect(await verifyAnswer(await answerJws(lock), [], asked)).toEqual({ ok: false, code: 'unknown-key' });
  });

  test('says wrong-signature for every single character that was changed in the payload or the signature', async () => {
    const jws = await answerJws(lock);
    for (let at = jws.indexOf('.') + 1; at < jws.length; at += 7) {
      const changed = jws.slice(0, at) + (jws[at] === 'A' ? 'B' : 'A') + jws.slice(at + 1);
      expect(await verifyAnswer(changed, [keyed], asked)).toMatchObject({ ok: false });
    }
  });

  test('says wrong-type for what is signed but no answer', async () => {
    expect(await verifyAnswer(await answerJws(lock, { typ: 'license+jwt' }), [keyed], asked)).toEqual({
      ok: false,
      code: 'wrong-type',
    });
  });

  test('does not take a lock for a lease when typ says so', async () => {
    expect(await verifyAnswer(await answerJws(lock, { typ: 'lease+jwt' }), [keyed], asked)).toEqual({
      ok: false,
      code: 'wrong-claims',
    });
  });

  test('says wrong-algorithm whatever else is right', async () => {
    const head = encodeBase64urlText(`{"alg":"none","typ":"lock+jwt","kid":"${kid}"}`);
    const jws = await sign(`${head}.${encodeBase64urlText(serializeClaims(lock))}`);
    expect(await verifyAnswer(jws, [keyed], asked)).toEqual({ ok: false, code: 'wrong-algorithm' });
  });
});

describe('a public key', () => {
  test('has 32 bytes, and loses its private part when it is read', () => {
    expect(parsePublicJwk({ ...publicJwk, d: privatePart })).toEqual(publicJwk);
    for (const x of ['', publicJwk.x.slice(0, 42), `${publicJwk.x}AAAA`, `${publicJwk.x}=`, 1]) {
      expect(parsePublicJwk({ ...publicJwk, x })).toBeNull();
    }
  });

  test('has a kid of eight characters', () => {
    expect(parseKeyedJwk({ ...keyed, use: 'sig' })).toEqual(keyed);
    for (const wrong of ['', 'AAAAAAA', 'AAAAAAAAA', 'AAAAAAA=', 7]) {
      expect(parseKeyedJwk({ ...publicJwk, kid: wrong })).toBeNull();
    }
  });
});

describe('verifyKeySet', () => {
  const keySet = { ver: 7, iat: 1, exp: 2, answers: [keyed], licenses: [keyed] };
  const signed = (payload: string, header = { typ: 'keyset+jwt', kid }) =>
    sign(jwsSigningInput(header, payload));

  test('believes a set that a pinned root signed', async () => {
    expect(await verifyKeySet(await signed(serializeKeySet(keySet)), [publicJwk])).toEqual({
      ok: true,
      keySet,
    });
  });

  test.each([
    ['unknown-key', serializeKeySet(keySet), { typ: 'keyset+jwt', kid: 'AAAAAAAA' }],
    ['wrong-type', serializeKeySet(keySet), { typ: 'lease+jwt', kid }],
    ['wrong-claims', '{"ver":"7"}', { typ: 'keyset+jwt', kid }],
  ])('says %s', async (code, payload, header) => {
    expect(await verifyKeySet(await signed(payload, header), [publicJwk])).toEqual({ ok: false, code });
  });

  test('says wrong-signature when a key that is no root signed under the root’s kid', async () => {
    const jws = await sign(
      jwsSigningInput({ typ: 'keyset+jwt', kid }, serializeKeySet(keySet)),
      otherPair.privateKey,
    );
    expect(await verifyKeySet(jws, [publicJwk])).toEqual({ ok: false, code: 'wrong-signature' });
  });

  test('leaves out keys of a kind it does not know, and never keeps a private part', () => {
    const wide = {
      ...keySet,
      answers: [
        { ...keyed, d: privatePart, use: 'sig' },
        { kty: 'EC', kid: 'AAAAAAAA' },
        null,
        { ...publicJwk },
      ],
    };
    expect(parseKeySet(wide)).toEqual({ ...keySet, answers: [keyed] });
  });

  test.each(['ver', 'iat', 'exp', 'answers', 'licenses'])('is none without %s', (name) => {
    expect(parseKeySet({ ...keySet, [name]: undefined })).toBeNull();
  });
});
