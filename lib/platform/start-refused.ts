/**
 * Why a start, or a command, cannot go on, in one line for the person who typed it: no stack, exit code 1. Thrown,
 * because it is the outside that is broken and nothing between can repair it.
 */
export class StartRefused extends Error {}

/** The code of a system error (`EACCES`), or its text. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error)
    return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return String(error);
}
