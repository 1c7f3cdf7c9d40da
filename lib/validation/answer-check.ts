import { peerOf } from '#lib/platform/peer.ts';
import { maxBodyBytes } from '#sdk/protocol/check-request.ts';
import { handleCheck } from './handle.ts';
import { networkOf } from './network-of.ts';

/** Answers a check that came as a fetch Request: the way of checks that server.ts does not answer itself (`directChecks`). */
export async function answerCheck(request: Request): Promise<Response> {
  const { method, headers } = request;
  const reply = await handleCheck({
    method,
    contentType: headers.get('content-type'),
    accept: headers.get('accept'),
    origin: headers.get('origin'),
    body: method === 'POST' ? await readBody(request.body) : new Uint8Array(),
    network: networkOf(peerOf(headers)?.address ?? ''),
  });
  return new Response(method === 'HEAD' || reply.status === 204 ? null : reply.body, {
    status: reply.status,
    headers: reply.headers,
  });
}

/** At most as many bytes as a check can have; of more, no more are read. */
async function readBody(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array | 'too-large'> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream ?? []) {
    length += chunk.length;
    if (length > maxBodyBytes) return 'too-large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
