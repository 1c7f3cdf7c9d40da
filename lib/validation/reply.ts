/** What goes back over HTTP. The body is text; whoever sends it adds `content-length`. */
export type Reply = { status: number; headers: [name: string, value: string][]; body: string };

/** A reply that any page may read, when a page asked: no credentials are ever involved. */
export function readableByAnyOrigin(reply: Reply, origin: string | null): Reply {
  if (origin === null) return reply;
  const headers: Reply['headers'] = [...reply.headers, ['access-control-allow-origin', '*']];
  // Not among the headers that scripts may read without being told so, and clients must honor it.
  const hasRetryAfter = reply.headers.some(([name]) => name === 'retry-after');
  if (hasRetryAfter) headers.push(['access-control-expose-headers', 'retry-after']);
  return { ...reply, headers };
}
