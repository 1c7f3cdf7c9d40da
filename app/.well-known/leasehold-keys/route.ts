import { currentKeyStore } from '#lib/keys/current-key-store.ts';

export const dynamic = 'force-dynamic';

/** The newest key set, signed by a root (wire.md section 3). Asked anew each time: a revoked key is gone at once. */
export async function GET(): Promise<Response> {
  const { keySet } = await currentKeyStore();
  return new Response(keySet, {
    headers: {
      'content-type': 'application/jwt',
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    },
  });
}
