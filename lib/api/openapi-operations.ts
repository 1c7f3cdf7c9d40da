import type { OpenAPI } from '@orpc/contract';
import { isPublic, operationsAt } from './operations.ts';

type Operation = OpenAPI.OperationObject;

const METHODS = ['get', 'post', 'patch', 'delete'] as const;

/** What the handler itself can answer, before or instead of an operation. */
const BY_THE_HANDLER: Readonly<Record<string, string>> = {
  '400': 'The input is wrong: `invalid-input`, `malformed-json`',
  '401': 'No session or token that holds: `unauthenticated`',
  '403': 'The role, the scopes or the Origin do not allow it: `forbidden`',
  '413': 'The body is too large: `too-large`',
  '415': 'The body is no JSON: `unsupported-media-type`',
  '500': 'A fault of ours, logged under `x-request-id`: `internal`',
  '503': 'The database is away: `unavailable`',
};

/**
 * Says of each operation what the contract's generator does not know: problem documents and their media type, what the
 * handler answers by itself, who may ask without signing in, a token's scopes for it, and the headers read and written.
 */
export function completeOperations(document: OpenAPI.Document): OpenAPI.Document {
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item?.[method];
      if (operation) complete(operation, { path, method });
    }
  }
  return document;
}

type Place = { path: string; method: (typeof METHODS)[number] };

function complete(operation: Operation, { path, method }: Place): void {
  const asked = operationsAt(path).find((one) => one.method.toLowerCase() === method);
  const isOpen = asked !== undefined && isPublic(asked);
  // OpenAPI 3.1 section 4.8.30: of a bearer token these are the roles it needs, which here are its scopes.
  operation.security = isOpen ? [] : [{ session: [] }, { token: [...(asked?.actions ?? [])] }];
  const responses: Record<string, OpenAPI.ResponseObject | OpenAPI.ReferenceObject> = {
    ...operation.responses,
  };
  for (const [status, description] of Object.entries(BY_THE_HANDLER)) {
    const isAnswered =
      status === '401' ? !isOpen : !['413', '415'].includes(status) || operation.requestBody !== undefined;
    if (isAnswered) responses[status] ??= { description };
  }
  for (const [status, response] of Object.entries(responses)) {
    if (!('$ref' in response)) responses[status] = answerOf(status, response);
  }
  if (path === '/accounts/reset')
    responses['200'] = { ...responses['202'], description: 'The password is set' };
  operation.responses = responses;
  operation.parameters = [
    ...(operation.parameters ?? []).map(withoutEmptyValues),
    ...headersOf({ path, method }),
  ];
}

function answerOf(status: string, response: OpenAPI.ResponseObject): OpenAPI.ResponseObject {
  if (status === '204') return { description: response.description || 'Done' };
  if (Number(status) < 400) return response;
  const schema = { $ref: '#/components/schemas/Problem' };
  return { ...response, content: { 'application/problem+json': { schema } } };
}

function withoutEmptyValues(parameter: OpenAPI.ParameterObject | OpenAPI.ReferenceObject) {
  if ('$ref' in parameter) return parameter;
  const { allowEmptyValue: _, ...rest } = parameter;
  return rest;
}

function headersOf({ path, method }: Place): OpenAPI.ParameterObject[] {
  const header = (name: string, description: string): OpenAPI.ParameterObject => ({
    name,
    in: 'header',
    description,
    schema: { type: 'string' },
  });
  const headers: OpenAPI.ParameterObject[] = [];
  if (method === 'post') headers.push(header('Idempotency-Key', 'Kept 24 h: a repeat is answered the same.'));
  if (method !== 'get' && path.startsWith('/licenses/{id}')) {
    headers.push(header('If-Match', 'The `ETag` (`version`) this change was made for; another is 412.'));
  }
  return headers;
}
