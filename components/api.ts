'use client';

import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { contract } from '#lib/contract/contract.ts';
import { operations } from '#lib/contract/operations.ts';

export type Api = ContractRouterClient<typeof contract>;

/** Reads a problem document (RFC 9457) back into the error its operation declares. */
function readProblem(body: unknown, response: { status: number; headers: Record<string, unknown> }) {
  if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string')
    return null;
  const detail = 'detail' in body && typeof body.detail === 'string' ? body.detail : '';
  const errors = 'errors' in body ? body.errors : undefined;
  const requestId = 'requestId' in body ? body.requestId : response.headers['x-request-id'];
  return new ORPCError(body.code, {
    status: response.status,
    message: detail,
    defined: true,
    data: { errors, requestId },
  });
}

/** oRPC reads JSON only under that name: a problem document would reach `readProblem` as a file. */
async function fetchJson(request: Request, init: RequestInit): Promise<Response> {
  const response = await fetch(request, init);
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response;
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/json');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

const link = new OpenAPILink(operations, {
  url: () => new URL('/api/v1', window.location.origin).href,
  fetch: fetchJson,
  customErrorResponseBodyDecoder: readProblem,
});

/** The management API, as the browser calls it: with the session's cookie, from this origin. */
export const client: Api = createORPCClient(link);

/** Query and mutation options for TanStack Query, and their keys, from the contract. */
export const api = createTanstackQueryUtils(client);
