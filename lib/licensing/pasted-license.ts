import type { Tx } from '#db/client.ts';
import { listSigningKeys } from '#db/queries/keys.ts';
import { keyedJwk } from '#lib/keys/published-keys.ts';
import { type Answer, parseAnswer } from '#sdk/protocol/answer.ts';
import { readJws } from '#sdk/protocol/jws.ts';
import { type LicenseKeyClaims, readLicenseKey, verifyLicenseKey } from '#sdk/protocol/license-key.ts';
import { inWords } from '#sdk/protocol/license-key-words.ts';
import { outcomeOf, verifySignature } from '#sdk/protocol/verify.ts';

/** What was pasted to name a license: its key, or an answer that a device got. */
export type Pasted = { key?: string | undefined; answer?: string | undefined };

/** Whether what was pasted is genuine, as a sentence too, and of an answer what it says. */
export type JudgedPaste = {
  kind: 'key' | 'answer';
  genuine: boolean;
  says: string;
  outcome?: Answer['outcome'];
  code?: string | null;
  issuedAt?: string;
  endsAt?: string;
};

/** The claims of a pasted license key, or null when it is none. Says nothing about its signature. */
export function claimsOfKey(key: string | undefined): LicenseKeyClaims | null {
  const read = key === undefined ? null : readLicenseKey(key);
  return read?.ok ? read.claims : null;
}

/** What a pasted answer says, or null when it is none. Says nothing about its signature. */
export function readAnswer(answer: string | undefined): Answer | null {
  const read = answer === undefined ? null : readJws(answer.trim());
  const outcome = read && outcomeOf(read.header.typ);
  return outcome ? parseAnswer(outcome, read.payload) : null;
}

/** Judges what was pasted by the keys of this installation; null when a License ID was given. */
export async function judgePasted(tx: Tx, { key, answer }: Pasted): Promise<JudgedPaste | null> {
  if (key !== undefined) return judgeKey(tx, key);
  return answer === undefined ? null : judgeAnswer(tx, answer.trim());
}

async function judgeKey(tx: Tx, key: string): Promise<JudgedPaste> {
  const keys = await trustedKeys(tx, 'license');
  const read = inWords(await verifyLicenseKey(key, keys), key);
  const says = read.ok ? 'This license key is genuine and whole.' : read.detail;
  return { kind: 'key', genuine: read.ok, says };
}

async function judgeAnswer(tx: Tx, text: string): Promise<JudgedPaste> {
  const read = readJws(text);
  const answer = readAnswer(text);
  if (!read || !answer)
    return { kind: 'answer', genuine: false, says: 'This answer does not say what an answer says.' };
  const jwk = (await trustedKeys(tx, 'answer')).find(({ kid }) => kid === read.header.kid);
  const genuine = jwk !== undefined && read.header.alg === 'EdDSA' && (await verifySignature(read, jwk));
  const { iat, exp } = answer.claims;
  return {
    kind: 'answer',
    genuine,
    says: genuine
      ? 'This answer was signed here.'
      : jwk
        ? 'This answer was altered: its signature does not fit.'
        : 'This answer was not signed here, or with a key that was revoked.',
    outcome: answer.outcome,
    code: answer.outcome === 'lease' ? null : answer.claims.reason,
    issuedAt: new Date(iat * 1000).toISOString(),
    endsAt: new Date(exp * 1000).toISOString(),
  };
}

/** Also those that sign no more: an answer may be old. A revoked one vouches for nothing. */
async function trustedKeys(tx: Tx, use: 'answer' | 'license') {
  return (await listSigningKeys(tx))
    .filter((key) => key.use === use && key.state !== 'revoked')
    .map(keyedJwk);
}
