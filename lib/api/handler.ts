import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/client';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { onError } from '@orpc/server';
import type { ManagementCode } from '#lib/domain/management-codes.ts';
import { installation } from '#lib/platform/installation.ts';
import { log } from '#lib/platform/log.ts';
import { actorOf, isForeignChange, networkOf } from './actor.ts';
import type { ApiContext } from './context.ts';
import { openApiDocument } from './openapi-document.ts';
import { isPublic, operationsAt } from './operations.ts';
import { isDatabaseAway, makeProblem, problemOf } from './problem.ts';
import { router } from './router.ts';

const PREFIX = '/api/v1';
/** The largest body any operation takes: a trial with 100 identifiers is 40 KiB. */
const MAX_BODY_BYTES = 256 * 1024;
/** Where more is needed: evidence of up to 3 MB in base64, and hundreds of licenses at once. */
const LARGER_BODIES: readonly [RegExp, number][] = [
  [/^\/agreements\/[^/]+\/serve-by-other-means$/, 5 * 1024 * 1024],
  [/^\/agreements\/[^/]+\/licenses(?:\/preview)?$/, 2 * 1024 * 1024],
];

const handler = new OpenAPIHandler(router, {
  customErrorResponseBodyEncoder: problemOf,
  clientInterceptors: [
    onError((error) => {
      if (error instanceof ORPCError) return;
      if (isDatabaseAway(error)) {
        throw new ORPCError('unavailable', {
          status: 503,
          message: 'The database cannot be reached. Try again in a moment.',
          cause: error,
        });
      }
      throw new ORPCError('internal', {
        status: 500,
        message: 'Something went wrong here. It was logged; nothing was changed.',
        cause: error,
      });
    }),
  ],
  interceptors: [
    onError((error) => {
      if (error instanceof ORPCError && error.status < 500) return;
      log.error({ err: error }, 'an operation of the management API failed');
    }),
  ],
});

/** Answers a request below /api/v1, but for the check. */
export async function handleApi(request: Request): Promise<Response> {
  const requestId = randomUUID();
  try {
    return await answer(request, requestId);
  } catch (error) {
    log.error({ err: error, requestId }, 'a request to the management API failed');
    return isDatabaseAway(error)
      ? refuse('unavailable', 'The database cannot be reached. Try again in a moment.', {
          'retry-after': '5',
        })
      : refuse(
          'internal',
          `Something went wrong here. It was logged under ${requestId}; nothing was changed.`,
          { 'x-request-id': requestId },
        );
  }
}

async function answer(request: Request, requestId: string): Promise<Response> {
  const path = new URL(request.url).pathname.slice(PREFIX.length);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (path === '/openapi.json' && method === 'GET') {
    return Response.json(await openApiDocument(installation().config.appUrl), {
      headers: { 'cache-control': 'no-cache' },
    });
  }
  const actor = await actorOf(request);
  const isOpen =
    path === '/openapi.json' ||
    path === '/accounts' ||
    path.startsWith('/accounts/') ||
    operationsAt(path).some((operation) => operation.method === method && isPublic(operation));
  if (actor.kind === 'anonymous' && !isOpen) {
    return refuse('unauthenticated', 'Sign in, or send a token: Authorization: Bearer lh_…', {
      'www-authenticate': 'Bearer',
    });
  }
  if (isForeignChange(request, actor)) {
    return refuse(
      'forbidden',
      `Changes by cookie must come from ${installation().config.appUrl}. Programs use a token.`,
    );
  }
  const body = await readBody(request, LARGER_BODIES.find(([at]) => at.test(path))?.[1]);
  if (body instanceof Response) return body;

  const answerHeaders = new Headers({ 'cache-control': 'no-store', 'x-request-id': requestId });
  const call = {
    idempotencyKey: request.headers.get('idempotency-key'),
    ifMatch: entityTags(request.headers.get('if-match')),
  };
  if (call.idempotencyKey !== null && !/^[\x21-\x7e]{1,255}$/.test(call.idempotencyKey)) {
    return refuse('invalid-input', 'Idempotency-Key takes 1 to 255 visible ASCII characters.');
  }
  const context: ApiContext = { actor, call, network: networkOf(request), answerHeaders };
  const { matched, response } = await handler.handle(withBody(request, body), { prefix: PREFIX, context });
  if (!matched) return unmatched(path);
  return finish(response, context, request.method);
}

/** The body as text, or the problem with it. */
async function readBody(request: Request, maxBytes = MAX_BODY_BYTES): Promise<string | Response> {
  if (!request.body) return '';
  const tooLarge = () => refuse('too-large', `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > maxBytes) return tooLarge();
    chunks.push(chunk);
  }
  if (size === 0) return '';
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json')
    return refuse('unsupported-media-type', 'The body must be JSON: Content-Type: application/json.');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
    JSON.parse(text);
    return text;
  } catch {
    return refuse('malformed-json', 'The body is not JSON that can be read.');
  }
}

/** HEAD is answered like GET; what answers it leaves the body out. */
function withBody(request: Request, body: string): Request {
  const { url, headers } = request;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  return new Request(url, { method, headers, ...(body !== '' && { body }) });
}

/** `If-Match` as a list of tags without quotes and weakness marks; `*` stands for any, null: it was not sent. */
function entityTags(header: string | null): string[] | null {
  if (header === null) return null;
  const bare = (tag: string) =>
    tag
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
  return header.trim() === '*'
    ? ['*']
    : header
        .split(',')
        .map(bare)
        .filter((tag) => tag !== '*');
}

function unmatched(path: string): Response {
  const methods = operationsAt(path).map(({ method }) => method);
  if (methods.includes('GET')) methods.push('HEAD');
  if (methods.length === 0) return refuse('not-found', 'There is no such thing here, or you may not see it.');
  const allow = methods.sort().join(', ');
  return refuse('method-not-allowed', `This address takes ${allow}.`, { allow });
}

function finish(response: Response, { answerHeaders, answerStatus }: ApiContext, method: string): Response {
  const status = answerStatus ?? response.status;
  const headers = new Headers(response.headers);
  for (const [name, value] of answerHeaders) headers.set(name, value);
  if (status >= 400) headers.set('content-type', 'application/problem+json');
  if (status === 503) headers.set('retry-after', '5');
  if (status === 429) headers.set('retry-after', '3600');
  return new Response(method === 'HEAD' ? null : response.body, { status, headers });
}

function refuse(code: ManagementCode, detail: string, headers: Record<string, string> = {}): Response {
  const body = makeProblem(code, detail);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}
