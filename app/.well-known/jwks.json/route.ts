import { currentKeyStore } from '#lib/keys/current-key-store.ts';

export const dynamic = 'force-dynamic';

/** The public signing keys, for standard tools (wire.md section 3). */
export async function GET(): Promise<Response> {
  const { jwks } = await currentKeyStore();
  return Response.json(jwks, {
    headers: {
      'content-type': 'application/jwk-set+json',
      'cache-control': 'no-cache',
      'access-control-allow-origin': '*',
    },
  });
}
