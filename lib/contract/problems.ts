import { z } from 'zod';
import type { ManagementCode } from '#lib/domain/management-codes.ts';

/** The HTTP status of each code: what RFC 9110 calls such an answer. */
export const STATUS = {
  unauthenticated: 401,
  forbidden: 403,
  'second-factor-required': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'invalid-input': 400,
  'malformed-json': 400,
  'too-large': 413,
  'unsupported-media-type': 415,
  conflict: 409,
  'approval-needed': 409,
  'idempotency-conflict': 409,
  'stale-version': 412,
  'trial-limit-running': 409,
  'trial-limit-year': 409,
  'too-many-apps': 409,
  'app-taken': 409,
  'invalid-token': 400,
  'sign-in-required': 403,
  'too-many-requests': 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ManagementCode, number>;

/** A member of the input that is wrong, by JSON pointer (RFC 6901). */
export const memberError = z.object({ pointer: z.string(), detail: z.string() });
export type MemberError = z.infer<typeof memberError>;

/** RFC 9457, with `code` and, where members are wrong, `errors`. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(memberError).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;

const problemData = z.object({ errors: z.array(memberError).optional() });

type Declared<C extends ManagementCode> = {
  [code in C]: { status: (typeof STATUS)[code]; data: typeof problemData };
};

/** Declares the codes an operation can answer beside success; those every operation can answer are added by the router. */
export function problems<C extends ManagementCode>(...codes: C[]): Declared<C> {
  const declared: Partial<Declared<C>> = {};
  for (const code of codes) declared[code] = { status: STATUS[code], data: problemData };
  return declared as Declared<C>;
}
