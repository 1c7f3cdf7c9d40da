import 'server-only';
import { createRouterClient } from '@orpc/server';
import { readActor } from '#lib/accounts/session.ts';
import { router } from './router.ts';

/**
 * The management API for pages: the same operations with the same permissions, without a network between. Acts as
 * whoever the request's session belongs to. Throws ORPCError with the contract's codes.
 */
export async function serverApi() {
  const actor = await readActor();
  return createRouterClient(router, {
    context: { actor, call: {}, network: 'in-process', answerHeaders: new Headers() },
  });
}
