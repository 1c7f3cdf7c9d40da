import type { ManagementCode } from '#lib/domain/management-codes.ts';
import type { Action } from '#lib/domain/policy.ts';
import type { UseCase } from '#lib/use-case.ts';
import type { ApiContext } from './context.ts';
import { problemError } from './problem.ts';

/** What carries an operation out, with the rows of the policy that it asks. */
export type Carrier<I, T> = {
  (call: { input: I; context: ApiContext }): Promise<T>;
  readonly actions: readonly Action[];
};

/** Carries an operation out by its use case: the value, or the problem its code stands for. */
export function by<I, T, C extends ManagementCode>(useCase: UseCase<I, T, C>): Carrier<I, T> {
  return byOneOf([useCase], async ({ input, context }: { input: I; context: ApiContext }) => {
    const result = await useCase(context.actor, input, { ...context.call, network: context.network });
    if (!result.ok) throw problemError(result);
    writeEntityTag(result.value, context.answerHeaders);
    return result.value;
  });
}

/** Carries an operation out by one of several use cases, as `choose` says, which calls them by `by`. */
export function byOneOf<I, T>(
  useCases: readonly { action: Action }[],
  choose: (call: { input: I; context: ApiContext }) => Promise<T>,
): Carrier<I, T> {
  return Object.assign(choose, { actions: useCases.map(({ action }) => action) });
}

/** A thing with a version is answered with it as its entity tag, for `If-Match`. */
function writeEntityTag(value: unknown, headers: Headers): void {
  if (typeof value === 'object' && value !== null && 'version' in value)
    headers.set('etag', `"${value.version}"`);
}
