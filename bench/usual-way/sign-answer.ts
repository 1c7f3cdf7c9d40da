import { randomBytes } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import type { CheckRequest } from './check-request.ts';
import type { Decision } from './decide.ts';

const jwk: JWK & { kid: string } = JSON.parse(process.env.SIGNING_JWK ?? '{}');
/** Imported once, with the first check: the build loads this file too, and has no key. */
let key: ReturnType<typeof importJWK> | undefined;

/** The answer of wire.md section 2. */
export async function signAnswer(check: CheckRequest, decision: Decision, now: Date): Promise<string> {
  const { license: sub, app, product: prd, platform: plt, nonce } = check;
  const iat = Math.floor(now.getTime() / 1000);
  const asked = { sub, app, prd, plt, nonce, iat };
  const claims =
    decision.outcome === 'lease'
      ? {
          ...asked,
          exp: iat + decision.license.leaseSeconds,
          jti: randomBytes(12).toString('base64url'),
          grace: decision.license.graceSeconds,
          kind: decision.license.kind,
        }
      : { ...asked, exp: iat + decision.retrySeconds, reason: decision.code };
  key ??= importJWK(jwk, 'EdDSA');
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: `${decision.outcome}+jwt`, kid: jwk.kid })
    .sign(await key);
}
