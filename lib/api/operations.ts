import { type AnyRouter, isLazy, isProcedure, type Lazyable } from '@orpc/server';
import { type Action, POLICY } from '#lib/domain/policy.ts';
import { router } from './router.ts';

/** One operation of the management API and the rows of the policy that decide who may carry it out. */
export type Operation = {
  /** Its place in the contract: `licenses.read`. */
  name: string;
  method: string;
  /** With its parameters in braces: `/licenses/{id}`. */
  path: string;
  actions: readonly Action[];
};

/**
 * The operations of a router, in its order. Throws when one of them does not say which rows of the policy it asks
 * (`by`, `byOneOf`), names one that there is not, or has no address of its own: then nothing starts.
 */
export function operationsOf(part: Lazyable<AnyRouter>, path: readonly string[] = []): Operation[] {
  const name = path.join('.');
  if (isLazy(part)) throw new Error(`${name} is loaded later: nobody can tell what it asks the policy`);
  if (!isProcedure(part)) {
    return Object.entries(part).flatMap(([key, below]) => operationsOf(below, [...path, key]));
  }
  const { handler, route } = part['~orpc'];
  const actions = 'actions' in handler && Array.isArray(handler.actions) ? handler.actions : [];
  if (actions.length === 0)
    throw new Error(`${name} asks no row of the policy: carry it out with by() or byOneOf()`);
  for (const action of actions)
    if (!Object.hasOwn(POLICY, action))
      throw new Error(`${name} asks for ${action}, which the policy has no row for`);
  if (!route.method || !route.path) throw new Error(`${name} has no method or no path in the contract`);
  return [{ name, method: route.method, path: route.path, actions }];
}

const lines = operationsOf(router).map((operation) => ({
  ...operation,
  matches: new RegExp(`^${operation.path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
}));

/** Every operation of the management API. */
export const OPERATIONS: readonly Operation[] = lines;

/** The operations at an address below /api/v1, one for each of its methods; none when there is no such address. */
export function operationsAt(path: string): Operation[] {
  return lines.filter(({ matches }) => matches.test(path));
}

/** Whether an operation is there for those who have not signed in. */
export function isPublic({ actions }: Operation): boolean {
  return actions.some((action) => POLICY[action].scope === 'public');
}
