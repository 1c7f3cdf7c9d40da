import { log } from '#lib/platform/log.ts';

/** A line in ten seconds says enough, however many checks it is about. */
const QUIET_MS = 10_000;

/** Says in the log that checks are answered with 503, and why, without a line for each of them. */
export class RecordingHealth {
  #loggedAt = Number.NEGATIVE_INFINITY;
  #unsaid = 0;

  /** One more check was answered with `unavailable`. */
  unavailable(error: unknown): void {
    this.#unsaid += 1;
    if (performance.now() - this.#loggedAt < QUIET_MS) return;
    log.error({ ...reasonFor(error), checks: this.#unsaid }, 'checks are answered with 503');
    this.#loggedAt = performance.now();
    this.#unsaid = 0;
  }
}

/** The database's errors can quote what devices sent: only their code and message are logged. What is a bug, whole. */
function reasonFor(error: unknown): object {
  if (typeof error === 'string') return { reason: error };
  const isDatabase = error instanceof Error && 'code' in error;
  return isDatabase ? { code: error.code, reason: error.message } : { err: error };
}
