import { createHash, createPrivateKey, sign } from 'node:crypto';
import { jwsSigner } from '#lib/keys/jws-signer.ts';
import { type SigningKey, signingKeyOf } from '#lib/keys/signing-key.ts';
import { joinJws } from '#sdk/protocol/jws.ts';

/** RFC 8410, section 7: an Ed25519 private key in PKCS #8 is these bytes and its 32-byte seed. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key of a name: its seed is the SHA-256 of `leasehold vectors: <name>`. For vectors alone: anybody knows it. */
async function keyNamed(name: string): Promise<SigningKey> {
  const seed = createHash('sha256').update(`leasehold vectors: ${name}`).digest();
  return signingKeyOf(
    createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' }),
  );
}

export const KEYS = {
  rootA: await keyNamed('root A'),
  rootB: await keyNamed('root B'),
  foreignRoot: await keyNamed('foreign root'),
  answer: await keyNamed('answer'),
  nextAnswer: await keyNamed('next answer'),
  foreignAnswer: await keyNamed('foreign answer'),
  license: await keyNamed('license'),
  formerLicense: await keyNamed('former license'),
  foreignLicense: await keyNamed('foreign license'),
};

/** Signs as the server does. */
export function signed(key: SigningKey, typ: string, payload: string): string {
  return jwsSigner(key, typ)(payload);
}

/** Signs a header that the server would never write. */
export function signedAs(key: SigningKey, header: object, payload: string): string {
  const signingInput = [JSON.stringify(header), payload]
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
  return joinJws(signingInput, sign(null, Buffer.from(signingInput), key.privateKey));
}

/** A private JWK, so that a port can sign vectors of its own. */
function privateJwk({ jwk, privateKey }: SigningKey) {
  return { ...jwk, d: String(privateKey.export({ format: 'jwk' }).d) };
}

export function keyVectors() {
  return {
    about:
      'The keys of all vectors, private parts too: each seed (d) is the SHA-256 of "leasehold vectors: <name>". ' +
      'Never use them for anything else.',
    keys: [
      { name: 'root A', ...privateJwk(KEYS.rootA) },
      { name: 'root B', ...privateJwk(KEYS.rootB) },
      { name: 'foreign root', ...privateJwk(KEYS.foreignRoot) },
      { name: 'answer', ...privateJwk(KEYS.answer) },
      { name: 'next answer', ...privateJwk(KEYS.nextAnswer) },
      { name: 'foreign answer', ...privateJwk(KEYS.foreignAnswer) },
      { name: 'license', ...privateJwk(KEYS.license) },
      { name: 'former license', ...privateJwk(KEYS.formerLicense) },
      { name: 'foreign license', ...privateJwk(KEYS.foreignLicense) },
    ],
  };
}
