import { exampleCheck } from '../public/example-check.ts';

/** One check from a terminal, answered decoded. */
export function checkCommand(appUrl: string): string {
  return [
    `curl ${appUrl}/api/v1/validate \\`,
    "  -H 'Content-Type: application/json' -H 'Accept: application/json' \\",
    `  -d '${exampleCheck.requestText}'`,
  ].join('\n');
}

/** Verifies `$JWS` with OpenSSL 3 alone. The 12 bytes are the head of an Ed25519 public key in DER (RFC 8410). */
export function verifyWithOpenssl(appUrl: string): string {
  return String.raw`bytes() { tr '_-' '/+' | awk '{ while (length($0) % 4) $0 = $0 "="; print }' | openssl base64 -d -A; }
KID=$(printf %s "$JWS" | cut -d. -f1 | bytes | sed 's/.*"kid":"\([^"]*\)".*/\1/')
X=$(curl -s ${appUrl}/.well-known/jwks.json | tr '{' '\n' | grep "\"kid\":\"$KID\"" | sed 's/.*"x":"\([^"]*\)".*/\1/')
{ printf '\060\052\060\005\006\003\053\145\160\003\041\000'; printf '%s\n' "$X" | bytes; } > key.der
printf %s "$JWS" | cut -d. -f3 | bytes > signature
printf %s "$JWS" | cut -d. -f1,2 | tr -d '\n' > signed
openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signed -sigfile signature`;
}

/** Verifies `jws` with jose: signature, type and nonce. */
export function verifyWithJose(appUrl: string): string {
  return `import { createRemoteJWKSet, jwtVerify } from 'jose';

const keys = createRemoteJWKSet(new URL('${appUrl}/.well-known/jwks.json'));
const { payload, protectedHeader } = await jwtVerify(jws, keys, { algorithms: ['EdDSA'] });
if (payload.nonce !== nonce) throw new Error('answer to another question');
if (protectedHeader.typ === 'lease+jwt') console.log('leased until', new Date(payload.exp * 1000));`;
}
