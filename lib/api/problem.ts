import { ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import { type MemberError, type Problem, STATUS } from '#lib/contract/problems.ts';
import { MANAGEMENT_CODES, type ManagementCode } from '#lib/domain/management-codes.ts';
import { REASONS } from '#lib/domain/reasons.ts';
import { installation } from '#lib/platform/installation.ts';
import type { Failure } from '#lib/use-case.ts';

/** An expected outcome on its way out: the contract's code with its status. */
export function problemError({
  code,
  detail,
  errors,
}: Failure<ManagementCode>): ORPCError<ManagementCode, { errors?: MemberError[] }> {
  return new ORPCError(code, { status: STATUS[code], message: detail, data: errors ? { errors } : {} });
}

/** The problem document of a code. `type` is the page that explains it. */
export function makeProblem(code: ManagementCode, detail: string, errors?: MemberError[]): Problem {
  return {
    type: `${installation().config.appUrl}/docs/codes#${code}`,
    title: REASONS[code].title,
    status: STATUS[code],
    detail,
    code,
    ...(errors && errors.length > 0 && { errors }),
  };
}

/** The problem document of anything the router threw. What it does not know is `internal`, without a word of why. */
export function problemOf(error: ORPCError<string, unknown>): Problem {
  const code = MANAGEMENT_CODES.find((known) => known === error.code);
  if (code) return makeProblem(code, error.message, errorsIn(error.data));
  if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
    const errors = error.cause.issues.map(memberErrorOf);
    return makeProblem('invalid-input', summaryOf(errors), errors);
  }
  if (error.code === 'BAD_REQUEST')
    return makeProblem('malformed-json', 'The body is not JSON that can be read.');
  return makeProblem('internal', 'Something went wrong here. It was logged; nothing was changed.');
}

type Issue = { message: string; path?: ReadonlyArray<PropertyKey | { key: PropertyKey }> | undefined };

function memberErrorOf({ message, path = [] }: Issue): MemberError {
  const keys = path.map((part) => (typeof part === 'object' ? part.key : part));
  const pointer = keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  return { pointer, detail: plain(message) };
}

/** The schema library's own sentences are for programmers of schemas; those of the contract end with a full stop. */
function plain(message: string): string {
  if (message.endsWith('.')) return message;
  if (/expected \w+, received undefined/.test(message)) return 'This is missing.';
  const expected = /expected (\w+), received (\w+)/.exec(message);
  if (expected) return `This must be of type ${expected[1]}; it is ${expected[2]}.`;
  const unknown = /^Unrecognized keys?: (.+)$/.exec(message);
  if (unknown) return `Not known here: ${unknown[1]}.`;
  const option = /^Invalid option: expected one of (.+)$/.exec(message);
  if (option) return `This must be one of ${option[1]?.replaceAll('|', ', ')}.`;
  return `${message}.`;
}

function summaryOf(errors: readonly MemberError[]): string {
  const [first] = errors;
  if (!first) return 'The input is not of the form it must have.';
  const where = first.pointer === '' ? '' : `${first.pointer}: `;
  return errors.length === 1
    ? `${where}${first.detail}`
    : `${where}${first.detail} And ${errors.length - 1} more.`;
}

function errorsIn(data: unknown): MemberError[] | undefined {
  if (typeof data !== 'object' || data === null || !('errors' in data) || !Array.isArray(data.errors))
    return undefined;
  return data.errors as MemberError[];
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '25006',
]);

/** Whether something failed because the database could not be reached: then it may be tried again. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && AWAY.has(at.code)) return true;
  }
  return false;
}
