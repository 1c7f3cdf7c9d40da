import { keyStore } from '#lib/keys/key-store.ts';

export const dynamic = 'force-dynamic';

/** The public signing keys, for standard tools (wire.md section 3). */
export function GET(): Response {
  return Response.json(keyStore().jwks, {
    headers: {
      'content-type': 'application/jwk-set+json',
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    },
  });
}
