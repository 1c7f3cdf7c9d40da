import type { Instant } from '#lib/domain/instant.ts';
import type { Answer } from '#sdk/protocol/answer.ts';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import type { RecordingHealth } from './recording-health.ts';
import type { Waiting } from './waiting-line.ts';

/** A check that was read, and what its answer depends on beside the database. */
export type CheckToRecord = {
  check: CheckRequest;
  /** The network it came from (`networkOf`); never stored. */
  network: string;
  /** Asked once the license was read, so that no answer is older than the state it was decided on. */
  now: () => Instant;
};

/** What became of a check. Only those `answered` were counted for sure. */
export type RecordedCheck =
  | { kind: 'answered'; answer: Answer; jws: string }
  /** One of too many with unknown License IDs from its network. */
  | { kind: 'throttled'; secondsToWait: number }
  | { kind: 'unavailable' };

/** A check that waits for its answer, and gets one once, whoever comes first. */
export class PendingCheck implements Waiting {
  readonly check: CheckRequest;
  readonly network: string;
  readonly license: string;
  readonly now: () => Instant;
  readonly arrivedAt = performance.now();
  readonly #resolve: (recorded: RecordedCheck) => void;
  #isSettled = false;

  constructor({ check, network, now }: CheckToRecord, resolve: (recorded: RecordedCheck) => void) {
    this.check = check;
    this.network = network;
    this.license = check.license;
    this.now = now;
    this.#resolve = resolve;
  }

  settle(recorded: RecordedCheck): void {
    this.#isSettled = true;
    this.#resolve(recorded);
  }

  /** Answers with `unavailable` and has the reason said, unless it was answered already. */
  giveUp(reason: unknown, health: RecordingHealth): void {
    if (this.#isSettled) return;
    this.settle({ kind: 'unavailable' });
    health.unavailable(reason);
  }
}
