import { sessionOfCookie } from '#lib/accounts/auth.ts';
import { actorOfSession } from '#lib/accounts/session.ts';
import { readTokenActor } from '#lib/accounts/token-actor.ts';
import { installation } from '#lib/platform/installation.ts';
import { peerOf } from '#lib/platform/peer.ts';
import { type Actor, ANONYMOUS } from '#lib/use-case.ts';

/** Who asks: by token when one was sent, else by the session's cookie. A token that does not hold is nobody. */
export async function actorOf(request: Request): Promise<Actor> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) return (await readTokenActor(authorization)) ?? ANONYMOUS;
  const session = await sessionOfCookie(request.headers.get('cookie'));
  return session ? actorOfSession(session) : ANONYMOUS;
}

/** A change by cookie must come from our own pages: another site's form would send the cookie along too. */
export function isForeignChange(request: Request, actor: Actor): boolean {
  if (actor.kind !== 'person' || request.method === 'GET' || request.method === 'HEAD') return false;
  return request.headers.get('origin') !== installation().config.appUrl;
}

/** The caller's address, as server.ts found it. */
export function networkOf(request: Request): string {
  return peerOf(request.headers)?.address ?? 'unknown';
}
