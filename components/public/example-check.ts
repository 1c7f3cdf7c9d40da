import { type LeaseClaims, serializeClaims } from '#sdk/protocol/answer.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';

const license = parseLicenseId('LIC-7F3K-9QXM');
if (license === null) throw new Error('the example License ID is not one');

/** One check as it goes over the wire, member by member. */
const request = {
  license,
  licensee: 'Acme Inc',
  app: 'com.acme.app',
  product: 'BlinkID',
  version: '7.8.1',
  platform: 'android',
  os: '15',
  nonce: 'b2Zt3xY0qkP1n8Zw',
} as const;

const claims: LeaseClaims = {
  sub: license,
  app: request.app,
  prd: request.product,
  plt: request.platform,
  nonce: request.nonce,
  iat: 1_793_196_341,
  exp: 1_793_199_941,
  jti: 'Qm4xT0vRk2LdYw7e',
  grace: 86_400,
  kind: 'trial',
};

const protectedHeader = JSON.stringify({ alg: 'EdDSA', typ: 'lease+jwt', kid: 'FwMbLC4G' });
const payload = serializeClaims({ outcome: 'lease', claims });

/** Characters of base64url without padding. */
function encodedLength(text: string): number {
  return Math.ceil((new TextEncoder().encode(text).length * 4) / 3);
}

const ED25519_SIGNATURE_CHARACTERS = 86;

/** The example of every page that shows one: the request and the answer of the wire contract, with their true sizes. */
export const exampleCheck = {
  request,
  claims,
  requestText: JSON.stringify(request),
  answerText: payload,
  requestBytes: JSON.stringify(request).length,
  answerBytes: encodedLength(protectedHeader) + 1 + encodedLength(payload) + 1 + ED25519_SIGNATURE_CHARACTERS,
};
