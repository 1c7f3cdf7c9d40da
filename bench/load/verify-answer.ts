import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';

export type AskedFor = { license: string; nonce: string };

/** Verifies answers with Node's own crypto and nothing of ours. Gives a function that throws when one is not as it must be. */
export function answerVerifier(publicKey: JsonWebKey): (jws: string, asked: AskedFor) => void {
  const key = createPublicKey({ key: publicKey, format: 'jwk' });
  return (jws, { license, nonce }) => {
    const [head = '', payload = '', signature = ''] = jws.split('.');
    const isSigned = verify(
      null,
      Buffer.from(`${head}.${payload}`),
      key,
      Buffer.from(signature, 'base64url'),
    );
    if (!isSigned) throw new Error(`an answer has a wrong signature: ${jws}`);
    const { typ } = JSON.parse(Buffer.from(head, 'base64url').toString());
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    if (typ !== 'lease+jwt' || claims.sub !== license || claims.nonce !== nonce) {
      throw new Error(`an answer is not the lease that was asked for: ${JSON.stringify({ typ, claims })}`);
    }
  };
}
