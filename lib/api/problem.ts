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
    const errors = error.cause.issues.flatMap(memberErrorsOf);
    return makeProblem('invalid-input', summaryOf(errors), errors);
  }
  if (error.code === 'BAD_REQUEST')
    return makeProblem('malformed-json', 'The body is not JSON that can be read.');
  return makeProblem('internal', 'Something went wrong here. It was logged; nothing was changed.');
}

type Issue = {
  message: string;
  path?: ReadonlyArray<PropertyKey | { key: PropertyKey }> | undefined;
  /** The members that an object may not have, where that is what is wrong. */
  keys?: readonly string[];
};

function memberErrorsOf({ message, path = [], keys }: Issue): MemberError[] {
  const parts = path.map((part) => (typeof part === 'object' ? part.key : part));
  if (!keys) return [{ pointer: pointerOf(parts), detail: plain(message) }];
  return keys.map((key) => ({
    pointer: pointerOf([...parts, key]),
    detail: 'There is no such member here.',
  }));
}

function pointerOf(parts: readonly PropertyKey[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The schema library's own sentences are for programmers of schemas; those of the contract end with a full stop. */
function plain(message: string): string {
  if (message.endsWith('.')) return message;
  if (/received undefined/.test(message)) return 'This is missing.';
  if (/received NaN/.test(message)) return 'This must be a number.';
  const expected = /expected (\w+), received (\w+)/.exec(message);
  if (expected) return `This must be of type ${expected[1]}; it is ${expected[2]}.`;
  const option = /^Invalid option: expected one of (.+)$/.exec(message);
  if (option) return `This must be one of ${option[1]?.replaceAll('|', ', ')}.`;
  const only = /^Invalid input: expected (".+")$/.exec(message);
  if (only) return `This must be ${only[1]}.`;
  const bound = /^Too (small|big): expected \w+ to (?:be|have) ([<>]=?)(\d+)( \w+)?/.exec(message);
  if (bound)
    return `This must be at ${bound[1] === 'small' ? 'least' : 'most'} ${bound[3]}${bound[4] ?? ''}.`;
  return message === 'Invalid input' ? 'This is not of the form it must have.' : `${message}.`;
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
