/** What the management API can answer beside success. Stable: programs branch on them. Statuses: lib/contract/problems.ts. */
export const MANAGEMENT_CODES = [
  'unauthenticated',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'invalid-input',
  'malformed-json',
  'too-large',
  'unsupported-media-type',
  'conflict',
  'idempotency-conflict',
  'stale-version',
  'trial-limit-running',
  'trial-limit-year',
  'too-many-apps',
  'app-taken',
  'invalid-token',
  'sign-in-required',
  'too-many-requests',
  'unavailable',
  'internal',
] as const;
export type ManagementCode = (typeof MANAGEMENT_CODES)[number];
