import type { ManagementCode } from '#lib/domain/management-codes.ts';
import { COMMAND, type UseCase } from '#lib/use-case.ts';
import { Failed } from './command.ts';

/** Runs a use case as the command line: whoever runs it holds the database. What cannot be done is one line. */
export async function byCommand<I, T, C extends ManagementCode>(
  useCase: UseCase<I, T, C>,
  input: I,
): Promise<T> {
  const result = await useCase(COMMAND, input, { network: 'command' });
  if (!result.ok) throw new Failed(result.detail);
  return result.value;
}
