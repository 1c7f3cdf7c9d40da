import { constants } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { type Certificate, followCertificate, readCertificate } from './certificate-files.ts';
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
  /** Whether other workers listen on the port as well (`workers.ts`). */
  isShared?: boolean;
  /** 48 bytes, with which workers resume each other's sessions. */
  ticketKeys?: Buffer | undefined;
  /** How often the certificate's files are looked at. */
  certificateEveryMs?: number;
};

/** How long an answer under way may take when we stop. */
const FINISH_MS = 5_000;
const SWEEP_MS = 50;
/** Longer than the 60 s after which common proxies drop a connection, so that it is never us who closes one just used. */
const KEEP_ALIVE_MS = 65_000;
const CERTIFICATE_EVERY_MS = 5_000;
/**
 * Where the system itself spreads connections over those who listen on one port. Measured: handing each over from one
 * process costs 60 µs of that one's time, over TLS 110; and of workers that wait at one socket, one takes a whole burst.
 */
const CAN_REUSE_PORTS = ['linux', 'freebsd'].includes(process.platform);

/**
 * TLS 1.2 and 1.3 (RFC 9325), ECDHE and AEAD only. The shorter AES comes first: it is as good here and costs less, and
 * who has no AES in hardware puts ChaCha20 first and gets it.
 */
const TLS = {
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.3',
  honorCipherOrder: true,
  ciphers: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
  secureOptions: constants.SSL_OP_PRIORITIZE_CHACHA | constants.SSL_OP_NO_RENEGOTIATION,
} as const;

/**
 * Takes the port at once, so that nobody else can and "taken" is said before the work of starting. Requests that come
 * before `open` wait for it. Throws StartRefused when the port or a certificate cannot be had.
 */
export async function claimPort({
  host,
  port,
  tls,
  routes,
  isShared = false,
  ticketKeys,
  certificateEveryMs = CERTIFICATE_EVERY_MS,
}: FrontOptions): Promise<Front> {
  const waiting: Parameters<Handler>[] = [];
  let fallback: Handler = (...exchange) => {
    waiting.push(exchange);
  };
  const listener: RequestListener = (request, response) => {
    request.url = decodable(pathOf(request.url ?? '/'));
    const path = request.url.split('?', 1)[0] ?? '';
    answer(routes.get(path) ?? fallback, request, response);
  };
  const certificate = tls && readCertificate(tls);
  const servers: Server[] = [];
  try {
    // Names are looked up differently by different clients: whoever says localhost may mean either address.
    for (const address of host === 'localhost' ? ['127.0.0.1', '::1'] : [host]) {
      const server = makeServer(
        listener,
        certificate && { ...certificate, ...(ticketKeys && { ticketKeys }) },
      );
      const isOptional = address === '::1' && host === 'localhost';
      if (await listen(server, { address, port, isOptional, isShared })) servers.push(server);
    }
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
  const unfollow = tls
    ? followCertificate(tls, { everyMs: certificateEveryMs, use: (renewed) => renew(servers, renewed) })
    : () => undefined;
  return {
    open(handler) {
      fallback = handler;
      for (const exchange of waiting.splice(0)) answer(handler, ...exchange);
    },
    async close({ atOnce = false } = {}) {
      unfollow();
      for (const [request] of waiting.splice(0)) request.destroy();
      await Promise.all(servers.map((server) => closeServer(server, atOnce ? 0 : FINISH_MS)));
    },
  };
}

/** An absolute address is as good as its path (RFC 9112, section 3.2.2), but Next would redirect it to itself. */
function pathOf(address: string): string {
  return address.startsWith('/') ? address : address.replace(/^https?:\/\/[^/?]*\/?/i, '/');
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

function makeServer(
  listener: RequestListener,
  secure: (Certificate & { ticketKeys?: Buffer }) | null,
): Server {
  const options = { keepAliveTimeout: KEEP_ALIVE_MS };
  return secure
    ? createTlsServer({ ...TLS, ...secure, ...options }, listener)
    : createServer(options, listener);
}

/** Connections that there are keep the certificate they were made with. Tickets stay good, for all workers. */
function renew(servers: readonly Server[], certificate: Certificate): void {
  for (const server of servers.filter(isTls)) {
    server.setSecureContext({ ...TLS, ...certificate, ticketKeys: server.getTicketKeys() });
  }
}

function isTls(server: Server): server is Server & TlsServer {
  return 'setSecureContext' in server;
}

type Place = { address: string; port: number; isOptional: boolean; isShared: boolean };

/** Whether it listens now; not, where the address is optional and this machine has none of its kind. */
async function listen(server: Server, { address, port, isOptional, isShared }: Place): Promise<boolean> {
  try {
    await once(
      server.listen({
        host: address,
        port,
        ipv6Only: isOptional,
        ...(isShared && CAN_REUSE_PORTS ? { reusePort: true } : { exclusive: !isShared }),
      }),
      'listening',
    );
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
