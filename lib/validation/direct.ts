import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '#lib/domain/instant.ts';
import type { Peer } from '#lib/platform/peer.ts';
import { maxBodyBytes } from '#sdk/protocol/check-request.ts';
import { handleCheck } from './handle.ts';
import { networkOf } from './network-of.ts';
import type { Reply } from './reply.ts';

/** So much of a body that is too large is read before the connection is closed: a client that wrote it all hears why. */
const MAX_DISCARDED_BYTES = 65_536;

export type DirectOptions = {
  readPeer: (request: IncomingMessage) => Peer;
  /** The clock; tests bring their own. */
  now?: () => Instant;
};

/**
 * Answers checks on node:http itself, since a Next route costs ten times as much (hot-path.md). The answer has no header
 * but what the contract names: `content-type`, `content-length`, `date`, and CORS when a page asks.
 */
export function directChecks({ readPeer, now = Date.now }: DirectOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = request.method === 'POST' ? await readBody(request) : new Uint8Array();
    if (body === null) return;
    const { 'content-type': contentType, accept, origin } = request.headers;
    const reply = await handleCheck({
      method: request.method ?? '',
      contentType: contentType ?? null,
      accept: accept ?? null,
      origin: origin ?? null,
      body,
      network: networkOf(readPeer(request).address),
      now,
    });
    send(request, response, reply);
  };
}

/** The body, or that it is too large; null when the client has gone. */
function readBody(request: IncomingMessage): Promise<Uint8Array | 'too-large' | null> {
  return new Promise((resolve) => {
    // Nobody need wait for what is refused anyway; what is small is read to its end, so that its sender hears why.
    if (Number(request.headers['content-length'] ?? 0) > MAX_DISCARDED_BYTES) {
      resolve('too-large');
      return;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBodyBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (length > MAX_DISCARDED_BYTES) resolve('too-large');
    });
    request.on('end', () => {
      const [first] = chunks;
      if (length > maxBodyBytes) resolve('too-large');
      else resolve(chunks.length === 1 && first ? first : Buffer.concat(chunks));
    });
    request.on('close', () => resolve(null));
  });
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return;
  // A body that was not read to its end cannot be followed by another request.
  if (!request.complete && request.method === 'POST') response.setHeader('connection', 'close');
  // What HTTP/1.1 means without being told (RFC 9112, section 9.3); 85 bytes in every answer.
  else if (request.httpVersion === '1.1') response.removeHeader('connection');
  const flat = headers.flat();
  if (status !== 204) flat.push('content-length', String(Buffer.byteLength(body)));
  response.writeHead(status, flat);
  response.end(body);
}
