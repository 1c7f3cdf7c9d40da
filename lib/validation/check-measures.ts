import { Histogram } from '#lib/platform/histogram.ts';
import type { RecordedCheck } from './pending-check.ts';

/** What is counted of checks in this process, for metrics: a few additions each. */
export class CheckMeasures {
  readonly outcomes = { lease: 0, lock: 0, refusal: 0, throttled: 0, unavailable: 0 };
  /** How many checks a batch held. */
  readonly batchSize = new Histogram([1, 2, 4, 8, 16, 32, 64, 128, 256]);
  /** From the start of a batch until its last check was settled. */
  readonly batchSeconds = new Histogram([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]);

  settled(recorded: RecordedCheck): void {
    this.outcomes[recorded.kind === 'answered' ? recorded.answer.outcome : recorded.kind] += 1;
  }

  batch(size: number, milliseconds: number): void {
    this.batchSize.add(size);
    this.batchSeconds.add(milliseconds / 1000);
  }
}
