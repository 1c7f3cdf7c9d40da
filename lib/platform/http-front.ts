import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Config } from './config.ts';
import { log } from './log.ts';
import { reasonOf, StartRefused } from './start-refused.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export type Front = {
  /** Sends everything that has no route of its own to `handler`, first what has waited until now. */
  open(handler: Handler): void;
  /** Takes no more, lets answers under way finish, and cuts what is left after a while or `atOnce`. May be called again. */
  close(options?: { atOnce?: boolean }): Promise<void>;
};

type FrontOptions = Pick<Config, 'host' | 'port' | 'tls'> & {
  /** Handlers by exact path, which answer from the first moment on, also while the rest waits. May be added to later. */
  routes: ReadonlyMap<string, Handler>;
};

/** How long an answer under way may take when we stop. */
const FINISH_MS = 5_000;
const SWEEP_MS = 50;
/** Longer than the 60 s after which common proxies drop a connection, so that it is never us who closes one just used. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Takes the port at once, so that nobody else can and "taken" is said before the work of starting. Requests that come
 * before `open` wait for it. Throws StartRefused when the port or a certificate cannot be had.
 */
export async function claimPort({ host, port, tls, routes }: FrontOptions): Promise<Front> {
  const waiting: Parameters<Handler>[] = [];
  let fallback: Handler = (...exchange) => {
    waiting.push(exchange);
  };
  const listener: RequestListener = (request, response) => {
    request.url = decodable(request.url ?? '/');
    const path = request.url.split('?', 1)[0] ?? '';
    answer(routes.get(path) ?? fallback, request, response);
  };
  const servers: Server[] = [];
  try {
    // Names are looked up differently by different clients: whoever says localhost may mean either address.
    for (const address of host === 'localhost' ? ['127.0.0.1', '::1'] : [host]) {
      const server = makeServer(tls, listener);
      if (await listen(server, { address, port, isOptional: address === '::1' && host === 'localhost' })) {
        servers.push(server);
      }
    }
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
  return {
    open(handler) {
      fallback = handler;
      for (const exchange of waiting.splice(0)) answer(handler, ...exchange);
    },
    async close({ atOnce = false } = {}) {
      for (const [request] of waiting.splice(0)) request.destroy();
      await Promise.all(servers.map((server) => closeServer(server, atOnce ? 0 : FINISH_MS)));
    },
  };
}

/** An address whose escapes are no UTF-8 names nothing: it is read as written, since Next would break over it. */
function decodable(address: string): string {
  const [path = '', ...query] = address.split('?');
  try {
    decodeURIComponent(path);
    return address;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}

async function answer(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await handler(request, response);
  } catch (error) {
    log.error({ err: error, path: request.url?.split('?', 1)[0] }, 'a request failed');
    if (!response.headersSent) response.writeHead(500).end();
    else response.destroy();
  }
}

function makeServer(tls: Config['tls'], listener: RequestListener): Server {
  if (!tls) return createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  const cert = pem('TLS_CERT', tls.certFile);
  const key = pem('TLS_KEY', tls.keyFile);
  try {
    return createTlsServer({ cert, key, minVersion: 'TLSv1.2', keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  } catch (error) {
    throw new StartRefused(
      `TLS_CERT is ${JSON.stringify(tls.certFile)} and TLS_KEY ${JSON.stringify(tls.keyFile)}; they must be a certificate and its private key in PEM form (${reasonOf(error)}).`,
    );
  }
}

function pem(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartRefused(
      `${name} is ${JSON.stringify(file)}; it must be a PEM file that can be read (${reasonOf(error)}).`,
    );
  }
}

type Place = { address: string; port: number; isOptional: boolean };

/** Whether it listens now; not, where the address is optional and this machine has none of its kind. */
async function listen(server: Server, { address, port, isOptional }: Place): Promise<boolean> {
  try {
    await once(server.listen({ host: address, port, exclusive: true, ipv6Only: isOptional }), 'listening');
    return true;
  } catch (error) {
    const reason = reasonOf(error);
    if (isOptional && ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(reason)) return false;
    throw new StartRefused(portLine(reason, address, port));
  }
}

function portLine(reason: string, address: string, port: number): string {
  if (reason === 'EADDRINUSE') return `Port ${port} is taken by another program. Set PORT to a free one.`;
  if (reason === 'EACCES')
    return `PORT is "${port}"; it must be one that this user may listen on (1024 or higher).`;
  return `HOST is ${JSON.stringify(address)}; it must be an address of this machine (${reason}).`;
}

async function closeServer(server: Server, finishMs: number): Promise<void> {
  if (!server.listening) {
    if (finishMs === 0) server.closeAllConnections();
    return;
  }
  const closed = once(server, 'close');
  server.close();
  // A connection is kept open after the answer that was under way, so it is asked again and again.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const timer = setTimeout(() => server.closeAllConnections(), finishMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(timer);
}
