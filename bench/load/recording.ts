import type { LoadResult } from './load.ts';

/** Counts answers and their times, once warm. */
export class Recording {
  #latencies = new Float64Array(1 << 16);
  #checks = 0;
  #verified = 0;
  #since = Number.POSITIVE_INFINITY;

  /** From now on what is answered counts. */
  begin(): void {
    this.#since = performance.now();
  }

  /** An answer came now, to what was asked (or meant to be asked) at `askedAt`. */
  answered(askedAt: number): void {
    const now = performance.now();
    if (now < this.#since) return;
    if (this.#checks === this.#latencies.length) {
      const longer = new Float64Array(this.#latencies.length * 2);
      longer.set(this.#latencies);
      this.#latencies = longer;
    }
    this.#latencies[this.#checks] = now - askedAt;
    this.#checks += 1;
  }

  verified(): void {
    this.#verified += 1;
  }

  result(): LoadResult {
    const sorted = this.#latencies.slice(0, this.#checks).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return {
      checks: this.#checks,
      seconds: (performance.now() - this.#since) / 1000,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      verified: this.#verified,
    };
  }
}
