import { ANSWER_TYPES, type Answer, type Outcome, parseAnswer } from './answer.ts';
import { decodeBase64url } from './base64url.ts';
import type { CheckRequest } from './check-request.ts';
import type { KeyedJwk, PublicJwk } from './jwk.ts';
import { type CompactJws, readJws } from './jws.ts';

/** Why a JWS is not believed, in the order in which it is looked at. */
export type JwsFault = 'not-a-jws' | 'wrong-algorithm' | 'wrong-type' | 'unknown-key' | 'wrong-signature';

/** Why an answer is not believed: also when its claims are not of their form, or answer another question. */
export type AnswerFault = JwsFault | 'wrong-claims' | 'other-question';

/**
 * Whether an Ed25519 signature (RFC 8032, 64 bytes) over a message was made with the private part of a key (32 bytes).
 * The order of arguments is that of `@noble/ed25519`, whose `verifyAsync` fits.
 */
export type Ed25519Verify = (
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
  publicKey: Uint8Array<ArrayBuffer>,
) => boolean | Promise<boolean>;

/** What of a check its answer must repeat. */
export type AskedCheck = Pick<CheckRequest, 'license' | 'app' | 'product' | 'platform' | 'nonce'>;

/**
 * Verifies a compact JWS with one public key: `alg` EdDSA and nothing else, `typ` exactly as expected, the Ed25519
 * signature over the bytes as sent. Does not look at `kid`, nor at any claim. Throws where the runtime has no Ed25519 and
 * none is given.
 *
 * @example await verifyJws('e30.e30.AQ', { kty: 'OKP', crv: 'Ed25519', x: '' }, { typ: 'lock+jwt' }) // { ok: false, code: 'not-a-jws' }
 */
export async function verifyJws(
  jws: string,
  jwk: PublicJwk,
  { typ, ed25519 }: { typ: string; ed25519?: Ed25519Verify | undefined },
): Promise<Verified> {
  return verifyRead(jws, (read) => (read.typ === typ ? jwk : 'wrong-type'), ed25519);
}

/**
 * Verifies the answer to a check: one of the three types, signed by one of the keys, claims of their form, and nonce,
 * license, application identifier, product and platform repeated exactly as asked. Does not judge `iat` and `exp`
 * against any clock, nor whether the keys still count: the device does (wire.md sections 3 and 7).
 * `unknown-key` is the one fault that a newer key set can cure. Throws where the runtime has no Ed25519.
 *
 * @example (await verifyAnswer('', [], { license: parseLicenseId('LIC-7F3K-9QXM'), app: 'a.b', product: 'X', platform: 'ios', nonce: '' })).code // 'not-a-jws'
 */
export async function verifyAnswer(
  jws: string,
  keys: readonly KeyedJwk[],
  asked: AskedCheck,
  ed25519?: Ed25519Verify,
): Promise<({ ok: true } & Answer) | { ok: false; code: AnswerFault }> {
  const read = await verifyRead(
    jws,
    ({ typ, kid }) =>
      outcomeOf(typ) === null ? 'wrong-type' : (keys.find((key) => key.kid === kid) ?? 'unknown-key'),
    ed25519,
  );
  if (!read.ok) return read;
  const outcome = outcomeOf(read.header.typ);
  const answer = outcome && parseAnswer(outcome, read.payload);
  if (!answer) return { ok: false, code: 'wrong-claims' };
  return isAnswerTo(answer, asked) ? { ok: true, ...answer } : { ok: false, code: 'other-question' };
}

type Verified = ({ ok: true } & CompactJws) | { ok: false; code: JwsFault };

/** Verifies what `keyFor` names a key for, or says why it names none. */
async function verifyRead(
  jws: string,
  keyFor: (header: CompactJws['header']) => PublicJwk | JwsFault,
  ed25519: Ed25519Verify | undefined,
): Promise<Verified> {
  const read = readJws(jws);
  if (read === null) return { ok: false, code: 'not-a-jws' };
  const key = read.header.alg === 'EdDSA' ? keyFor(read.header) : 'wrong-algorithm';
  if (typeof key === 'string') return { ok: false, code: key };
  return (await verifySignature(read, key, ed25519))
    ? { ok: true, ...read }
    : { ok: false, code: 'wrong-signature' };
}

/**
 * The outcome that a `typ` says, or null when it is no answer's.
 *
 * @example outcomeOf('lease+jwt') // 'lease'
 * @example outcomeOf('JWT') // null
 */
export function outcomeOf(typ: string): Outcome | null {
  if (typ === ANSWER_TYPES.lease) return 'lease';
  if (typ === ANSWER_TYPES.lock) return 'lock';
  return typ === ANSWER_TYPES.refusal ? 'refusal' : null;
}

/**
 * Whether an Ed25519 signature (RFC 8032, 64 bytes) over a JWS signing input was made with the private part of a key.
 * False, too, when `x` is not a key. Throws where the runtime has no Ed25519.
 *
 * @example await verifySignature({ signingInput: 'e30.e30', signature: new Uint8Array(64) }, { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }) // false
 */
export async function verifySignature(
  { signature, signingInput }: Pick<CompactJws, 'signature' | 'signingInput'>,
  { x }: PublicJwk,
  ed25519: Ed25519Verify = verifyByWebCrypto,
): Promise<boolean> {
  const raw = decodeBase64url(x);
  if (raw?.length !== 32 || signature.length !== 64) return false;
  return ed25519(signature, new TextEncoder().encode(signingInput), raw);
}

const verifyByWebCrypto: Ed25519Verify = async (signature, message, publicKey) => {
  const key = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', key, signature, message);
};

function isAnswerTo({ claims }: Answer, asked: AskedCheck): boolean {
  return (
    claims.nonce === asked.nonce &&
    claims.sub === asked.license &&
    claims.app === asked.app &&
    claims.prd === asked.product &&
    claims.plt === asked.platform
  );
}
