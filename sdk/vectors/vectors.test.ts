// Long, because it holds what every kind of vector is tried on.
import { createHmac, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ANSWER_SCENES, answered } from '../../cli/vectors-answers.ts';
import { jwsSigner } from '../../lib/keys/jws-signer.ts';
import { signingKeyOf } from '../../lib/keys/signing-key.ts';
import { ANSWER_TYPES, type Answer, parseAnswer, serializeClaims } from '../protocol/answer.ts';
import { decodeBase64url, encodeBase64url } from '../protocol/base64url.ts';
import { parseCheckRequest } from '../protocol/check-request.ts';
import { LOCK_CODES, REFUSAL_CODES } from '../protocol/codes.ts';
import { jwkThumbprint, type KeyedJwk, keyId, type PublicJwk, parsePublicJwk } from '../protocol/jwk.ts';
import { jwsSigningInput, readJws } from '../protocol/jws.ts';
import { type KeySet, verifyKeySet } from '../protocol/key-set.ts';
import { type LicenseKeyClaims, verifyLicenseKey } from '../protocol/license-key.ts';
import { inspectLicenseKey, inWords } from '../protocol/license-key-words.ts';
import { PLATFORMS } from '../protocol/platforms.ts';
import { type AskedCheck, verifyAnswer, verifyJws, verifySignature } from '../protocol/verify.ts';

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
const named = <T extends { name: string }>(all: readonly T[]) => all.map((one) => [one.name, one] as const);

type PrivateJwk = KeyedJwk & { name: string; d: string };
const { keys } = read<{ keys: PrivateJwk[] }>('keys.json');
const signingKey = (kid: string | undefined) => {
  const jwk = keys.find((one) => one.kid === kid);
  if (!jwk) throw new Error(`no key of the vectors has the kid ${kid}`);
  return signingKeyOf(createPrivateKey({ key: { ...jwk }, format: 'jwk' }));
};

describe('keys.json', () => {
  test.each(named(keys))(
    '%s: the private part is that of the public one, and the kid its thumbprint’s beginning',
    async (_, jwk) => {
      const { jwk: derived } = await signingKey(jwk.kid);
      expect(derived).toEqual({ kty: jwk.kty, crv: jwk.crv, x: jwk.x, kid: jwk.kid });
      expect(await keyId(jwk)).toBe(jwk.kid);
    },
  );
});

describe('requests.json', () => {
  type Body = { name: string } & ({ body: string } | { bodyBase64url: string });
  const { good, bad } = read<{
    good: { name: string; body: string; check: object }[];
    bad: (Body & { code: string; errors: { pointer: string }[] })[];
  }>('requests.json');

  test.each(named(good))('good: %s', (_, { body, check }) => {
    expect(parseCheckRequest(Buffer.from(body))).toEqual({ ok: true, check });
  });

  test.each(named(bad))('bad: %s', (_, vector) => {
    const body = 'body' in vector ? Buffer.from(vector.body) : Buffer.from(vector.bodyBase64url, 'base64url');
    const parsed = parseCheckRequest(body);
    if (parsed.ok) throw new Error('it was read');
    expect(parsed.code).toBe(vector.code);
    expect(parsed.errors.map(({ pointer }) => ({ pointer }))).toEqual(vector.errors);
  });

  test('there is one for each code of section 1 and for each platform', () => {
    expect(new Set(bad.map(({ code }) => code))).toEqual(
      new Set(['malformed-json', 'invalid-request', 'unexpected-member', 'too-large']),
    );
    const names = good.map(({ name }) => name);
    for (const platform of PLATFORMS) expect(names).toContain(`a device of ${platform}`);
  });
});

describe('answers.json', () => {
  type Good = Answer & { name: string; asked: AskedCheck; payload: string; jws: string };
  const vectors = read<{
    keys: KeyedJwk[];
    good: Good[];
    bad: { name: string; asked: AskedCheck; jws: string; code: string }[];
  }>('answers.json');

  test.each(named(vectors.good))('good: %s', async (_, { asked, payload, jws, ...rest }) => {
    const verified = await verifyAnswer(jws, vectors.keys, asked);
    expect(verified).toEqual({ ok: true, outcome: rest.outcome, claims: rest.claims });
    expect(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).toBe(payload);
  });

  test.each(named(vectors.bad))('bad: %s', async (_, { asked, jws, code }) => {
    expect(await verifyAnswer(jws, vectors.keys, asked)).toEqual({ ok: false, code });
  });

  test.each(named(vectors.good))('the server signs the same bytes: %s', async (_, { payload, jws }) => {
    const header = readJws(jws)?.header;
    const key = await signingKey(header?.kid);
    expect(jwsSigner(key, header?.typ ?? '')(payload)).toBe(jws);
    expect(jws.startsWith(jwsSigningInput({ typ: header?.typ ?? '', kid: key.jwk.kid }, payload))).toBe(true);
  });

  test.each(named(ANSWER_SCENES))('the server decides and writes so: %s', (name, scene) => {
    const vector = vectors.good.find((one) => one.name === name);
    const { answer, payload, jws } = answered(scene);
    expect({ outcome: vector?.outcome, claims: vector?.claims }).toEqual(answer);
    expect(vector).toMatchObject({ payload, jws });
    expect(serializeClaims(answer)).toBe(JSON.stringify(answer.claims));
    expect(parseAnswer(answer.outcome, JSON.parse(payload))).toEqual(answer);
  });

  test('there is one for each outcome, reason and platform', () => {
    const said = vectors.good.map(({ outcome, claims }) => ('reason' in claims ? claims.reason : outcome));
    for (const code of [...LOCK_CODES, ...REFUSAL_CODES, 'lease']) expect(said).toContain(code);
    expect(new Set(vectors.good.map(({ claims }) => claims.plt))).toEqual(new Set(PLATFORMS));
    expect(new Set(vectors.bad.map(({ code }) => code))).toEqual(
      new Set([
        'not-a-jws',
        'wrong-algorithm',
        'wrong-type',
        'unknown-key',
        'wrong-signature',
        'wrong-claims',
        'other-question',
      ]),
    );
  });

  test('no answer has more than 500 bytes', () => {
    for (const { name, jws } of vectors.good) expect(jws.length, name).toBeLessThanOrEqual(500);
  });

  test('not one bit of an answer can be another', async () => {
    const [{ jws, asked } = never()] = vectors.good;
    const text = Buffer.from(jws);
    for (let bit = 0; bit < text.length * 8; bit += 1) {
      const changed = Buffer.from(text);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const { ok } = await verifyAnswer(changed.toString('latin1'), vectors.keys, asked);
      expect(ok, `bit ${bit}`).toBe(false);
    }
  });
});

describe('key-sets.json', () => {
  const { roots, good, bad } = read<{
    roots: PublicJwk[];
    good: {
      name: string;
      jws: string;
      keySet: KeySet;
      held: number;
      answerIat: number;
      client: 'taken' | 'rollback' | 'ended';
    }[];
    bad: { name: string; jws: string; code: string }[];
  }>('key-sets.json');

  test.each(named(good))('good: %s', async (_, { jws, keySet, held, answerIat, client }) => {
    expect(await verifyKeySet(jws, roots)).toEqual({ ok: true, keySet });
    const fate = keySet.ver < held ? 'rollback' : keySet.exp < answerIat ? 'ended' : 'taken';
    expect(client).toBe(fate);
  });

  test.each(named(bad))('bad: %s', async (_, { jws, code }) => {
    expect(await verifyKeySet(jws, roots)).toEqual({ ok: false, code });
  });
});

describe('license-keys.json', () => {
  const vectors = read<{
    keys: KeyedJwk[];
    good: { name: string; text: string; claims: LicenseKeyClaims }[];
    bad: { name: string; text: string; fault: string }[];
  }>('license-keys.json');

  test.each(named(vectors.good))('good: %s', async (_, { text, claims }) => {
    expect(await verifyLicenseKey(text, vectors.keys)).toMatchObject({ ok: true, claims });
  });

  test.each(named(vectors.bad))('bad: %s', async (_, { text, fault }) => {
    const verified = inWords(await verifyLicenseKey(text, vectors.keys), text);
    expect(verified).toMatchObject({ ok: false, fault, detail: expect.stringMatching(/[.?]$/) });
  });

  test('wherever a key is cut off, it is truncated and nothing else', () => {
    const [{ text } = never()] = vectors.good;
    for (let length = 1; length < text.length; length += 1)
      expect(inspectLicenseKey(text.slice(0, length)), String(length)).toMatchObject({ fault: 'truncated' });
  });
});

describe('rfc8032.json', () => {
  type Test = { name: string; secretKey: string; publicKey: string; message: string; signature: string };
  const { tests } = read<{ tests: Test[] }>('rfc8032.json');
  const bytes = (hex: string) => Buffer.from(hex, 'hex');
  const text = (hex: string) => bytes(hex).toString('base64url');

  test('holds the five of section 7.1', () => {
    expect(tests.map(({ name }) => name)).toEqual([
      'TEST 1',
      'TEST 2',
      'TEST 3',
      'TEST 1024',
      'TEST SHA(abc)',
    ]);
  });

  test.each(named(tests))('%s', async (_, { secretKey, publicKey, message, signature }) => {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: text(publicKey), d: text(secretKey) } as const;
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    expect((await signingKeyOf(key)).jwk.x).toBe(jwk.x);
    expect(sign(null, bytes(message), key).toString('hex')).toBe(signature);
    const imported = await crypto.subtle.importKey('raw', bytes(publicKey), 'Ed25519', false, ['verify']);
    expect(await crypto.subtle.verify('Ed25519', imported, bytes(signature), bytes(message))).toBe(true);
    const other = bytes(`${message}00`);
    expect(await crypto.subtle.verify('Ed25519', imported, bytes(signature), other)).toBe(false);
  });

  test.each(named(tests.filter(({ message }) => /^([0-7].)*$/.test(message))))(
    '%s, whose message is ASCII, by the contract’s own verification',
    async (_, { publicKey, message, signature }) => {
      const jws = {
        signingInput: bytes(message).toString('latin1'),
        signature: new Uint8Array(bytes(signature)),
      };
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: text(publicKey) } as const;
      expect(await verifySignature(jws, jwk)).toBe(true);
      expect(await verifySignature({ ...jws, signingInput: `${jws.signingInput}.` }, jwk)).toBe(false);
    },
  );
});

describe('rfc8037.json', () => {
  const { privateJwk, publicJwk, thumbprintInput, thumbprint, header, payload, jws } = read<{
    privateJwk: PublicJwk & { d: string };
    publicJwk: PublicJwk;
    thumbprintInput: string;
    thumbprint: string;
    header: string;
    payload: string;
    jws: string;
  }>('rfc8037.json');
  const [head = '', body = '', tail = ''] = jws.split('.');

  test('A.1 and A.2: the public part of the private key is the public key', async () => {
    const { jwk } = await signingKeyOf(createPrivateKey({ key: privateJwk, format: 'jwk' }));
    expect(parsePublicJwk(jwk)).toEqual(publicJwk);
    expect(parsePublicJwk(privateJwk)).toEqual(publicJwk);
  });

  test('A.3: the thumbprint', async () => {
    const { crv, kty, x } = publicJwk;
    expect(JSON.stringify({ crv, kty, x })).toBe(thumbprintInput);
    expect(await jwkThumbprint(publicJwk)).toBe(thumbprint);
  });

  test('A.4: the signature', () => {
    expect([head, body]).toEqual([header, payload].map((part) => encodeBase64url(Buffer.from(part))));
    const key = createPrivateKey({ key: privateJwk, format: 'jwk' });
    expect(sign(null, Buffer.from(`${head}.${body}`), key).toString('base64url')).toBe(tail);
  });

  test('A.5: is verified, and is not believed as anything of ours: it has neither typ nor kid', async () => {
    const signature = decodeBase64url(tail) ?? never();
    expect(await verifySignature({ signingInput: `${head}.${body}`, signature }, publicJwk)).toBe(true);
    expect(readJws(jws)).toBeNull();
  });
});

describe('rfc7515.json', () => {
  type Compact = {
    name: string;
    header: string;
    payload: string;
    jws: string;
    key: { kty: 'oct'; k: string } | { kty: 'EC'; crv: string; x: string; y: string } | null;
  };
  const { compact, base64url } = read<{
    compact: Compact[];
    base64url: { name: string; bytes: string; text: string }[];
  }>('rfc7515.json');
  const utf8 = (text: string) => Buffer.from(decodeBase64url(text) ?? never()).toString();

  test.each(named(compact))(
    '%s is genuine, taken apart as the RFC says, and never believed',
    async (_, { header, payload, jws, key }) => {
      const [head = '', body = '', tail = '', ...more] = jws.split('.');
      expect([utf8(head), utf8(body), more]).toEqual([header, payload, []]);
      expect(encodeBase64url(Buffer.from(header))).toBe(head);
      expect(encodeBase64url(Buffer.from(payload))).toBe(body);
      expect(isGenuine(`${head}.${body}`, tail, key)).toBe(true);
      expect(readJws(jws)).toBeNull();
      const jwk = keys[0] ?? never();
      for (const typ of Object.values(ANSWER_TYPES))
        expect(await verifyJws(jws, jwk, { typ })).toEqual({ ok: false, code: 'not-a-jws' });
    },
  );

  test.each(named(base64url))('%s', (_, { bytes, text }) => {
    expect(encodeBase64url(Buffer.from(bytes, 'hex'))).toBe(text);
    expect(Buffer.from(decodeBase64url(text) ?? never()).toString('hex')).toBe(bytes);
  });

  function isGenuine(input: string, tail: string, key: Compact['key']): boolean {
    if (key === null) return tail === '';
    if (key.kty === 'oct') {
      const secret = Buffer.from(key.k, 'base64url');
      return createHmac('sha256', secret).update(input).digest('base64url') === tail;
    }
    const hash = key.crv === 'P-521' ? 'sha512' : 'sha256';
    const publicKey = createPublicKey({ key, format: 'jwk' });
    const signature = Buffer.from(tail, 'base64url');
    return verify(hash, Buffer.from(input), { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
  }
});

function never(): never {
  throw new Error('this cannot be missing');
}
