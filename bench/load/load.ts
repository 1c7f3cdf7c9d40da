import type { JsonWebKey } from 'node:crypto';

/** What the load generator is to do: one process, one run. */
export type Load = {
  port: number;
  connections: number;
  /** Not measured. */
  warmUpSeconds: number;
  seconds: number;
  way:
    | { kind: 'closed' }
    /** Arrivals at fixed moments, whatever becomes of the answers. */
    | { kind: 'open'; perSecond: number }
    /** A new TLS connection for each check; `ca` is the certificate to expect, PEM. */
    | { kind: 'new-tls-connections'; ca: string };
  /** Checks go to licenses 0 to `count` - 1, but for `hotShare` of them, which go to license 0. */
  licenses: { count: number; hotShare: number };
  /** The key that answers must be signed with; null for an answer that is constant. */
  publicKey: JsonWebKey | null;
};

export type LoadResult = {
  /** Answered while it was measured, and for how long that was. */
  checks: number;
  seconds: number;
  p50Ms: number;
  p99Ms: number;
  /** How many answers were looked at closely: signature, License ID and nonce. */
  verified: number;
};

/** What the generator says: warm now, measured, or that something was not as it must be. */
export type LoadMessage =
  | { kind: 'warm' }
  | { kind: 'measured'; result: LoadResult }
  | { kind: 'failed'; reason: string };
