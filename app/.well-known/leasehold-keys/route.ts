import { keyStore } from '#lib/keys/key-store.ts';

export const dynamic = 'force-dynamic';

/** The newest key set, signed by a root (wire.md section 3). Asked anew each time: a revoked key is gone at once. */
export function GET(): Response {
  return new Response(keyStore().keySet, {
    headers: {
      'content-type': 'application/jwt',
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    },
  });
}
