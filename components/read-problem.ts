import { ORPCError } from '@orpc/client';

/** What a page says of a call that failed. `fields` maps a member's JSON pointer (`/email`) to what is wrong with it. */
export type ShownProblem = {
  code: string;
  says: string;
  fields: Readonly<Record<string, string>>;
  requestId?: string | undefined;
};

/** Reads what a call of the API threw: the problem document's words, or that the server could not be reached. */
export function readProblem(error: unknown): ShownProblem {
  if (!(error instanceof ORPCError)) {
    return {
      code: 'unreachable',
      says: 'The server could not be reached. Nothing was changed. Check the connection, then try again.',
      fields: {},
    };
  }
  const data: unknown = error.data;
  const { errors, requestId } = isObject(data) ? data : {};
  return {
    code: String(error.code),
    says: error.message || 'Something went wrong on the server. Nothing was changed.',
    fields: readFields(errors),
    requestId: typeof requestId === 'string' ? requestId : undefined,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function readFields(errors: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  if (!Array.isArray(errors)) return fields;
  for (const error of errors as unknown[]) {
    if (!isObject(error) || typeof error.pointer !== 'string' || typeof error.detail !== 'string') continue;
    fields[error.pointer] ??= error.detail;
  }
  return fields;
}
