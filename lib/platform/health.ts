import type { ServerResponse } from 'node:http';
import type { Handler } from './http-front.ts';
import { log } from './log.ts';
import { reasonOf } from './start-refused.ts';

/** Named questions to what the server needs; each throws when its part is not fine. */
export type Probes = Record<string, () => Promise<void> | void>;

const PROBE_MS = 3_000;

/** `GET /healthz`: the process lives. It asks nothing, so a broken database does not get the process restarted. */
export const healthz: Handler = (request, response) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed(response);
  send(response, 200, { status: 'alive' });
};

/** `GET /readyz`: 200 when every probe is fine, else 503 with those that are not. Why is in the log only. */
export function makeReadyz(probes: () => Probes | null): Handler {
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed(response);
    const asked = probes();
    if (!asked) return send(response, 503, { status: 'starting' });
    const results = await Promise.all(
      Object.entries(asked).map(async ([name, probe]) => [name, await ask(name, probe)]),
    );
    const isReady = results.every(([, result]) => result === 'fine');
    send(response, isReady ? 200 : 503, {
      status: isReady ? 'ready' : 'not-ready',
      ...Object.fromEntries(results),
    });
  };
}

async function ask(name: string, probe: () => Promise<void> | void): Promise<'fine' | 'failing'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PROBE_MS} ms`)), PROBE_MS);
  });
  try {
    await Promise.race([probe(), late]);
    return 'fine';
  } catch (error) {
    log.warn({ probe: name, reason: reasonOf(error) }, 'not ready');
    return 'failing';
  } finally {
    clearTimeout(timer);
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

function notAllowed(response: ServerResponse): void {
  response.writeHead(405, { allow: 'GET, HEAD' }).end();
}
