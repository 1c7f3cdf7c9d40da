import { REASONS } from '#lib/domain/reasons.ts';
import { installation } from '#lib/platform/installation.ts';
import type { MemberError } from '#sdk/protocol/check-request.ts';
import type { ProblemCode } from '#sdk/protocol/codes.ts';
import type { Reply } from './reply.ts';

const STATUS: Record<ProblemCode, number> = {
  'malformed-json': 400,
  'invalid-request': 400,
  'unexpected-member': 400,
  'method-not-allowed': 405,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  unavailable: 503,
};

export type Problem = {
  code: ProblemCode;
  /** What is wrong with this very request; the code's own sentence when left out. */
  detail?: string;
  errors?: readonly MemberError[];
  headers?: Reply['headers'];
};

/** Says why no decision was made (wire.md section 2): unsigned, RFC 9457. */
export function problemReply({ code, detail, errors = [], headers = [] }: Problem): Reply {
  const { title, says } = REASONS[code];
  const problem = {
    type: `${installation().config.appUrl}/docs/codes#${code}`,
    title,
    status: STATUS[code],
    detail: detail ?? says,
    code,
    ...(errors.length > 0 && { errors }),
  };
  return {
    status: STATUS[code],
    headers: [['content-type', 'application/problem+json'], ...headers],
    body: JSON.stringify(problem),
  };
}
