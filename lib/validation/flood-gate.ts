import type { Instant } from '#lib/domain/instant.ts';

/** A token bucket: `tokens` at the moment `at`. */
type Bucket = { tokens: number; at: Instant };

export type FloodLimits = {
  /** How many may come at once. */
  burst: number;
  perSecond: number;
  /** Of how many networks buckets are kept; beyond, the one not heard of for longest is forgotten, as if it were full. */
  networks: number;
};

const LIMITS: FloodLimits = { burst: 60, perSecond: 10, networks: 20_000 };

/** Lets checks with unknown License IDs through, so many from one network. Checks of known licenses are never asked about. */
export class FloodGate {
  readonly #limits: FloodLimits;
  readonly #buckets = new Map<string, Bucket>();

  constructor(limits: FloodLimits = LIMITS) {
    this.#limits = limits;
  }

  /** Null when one more from this network may pass; else after how many whole seconds one may. */
  secondsToWait(network: string, now: Instant): number | null {
    const { burst, perSecond, networks } = this.#limits;
    const { tokens, at } = this.#buckets.get(network) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + (Math.max(0, now - at) / 1000) * perSecond);
    const isOpen = filled >= 1;
    // Deleted first, so that the order of the map is the order in which networks were last heard of.
    this.#buckets.delete(network);
    this.#buckets.set(network, { tokens: isOpen ? filled - 1 : filled, at: now });
    if (this.#buckets.size > networks) this.#forgetOldest();
    return isOpen ? null : Math.ceil((1 - filled) / perSecond);
  }

  #forgetOldest(): void {
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
