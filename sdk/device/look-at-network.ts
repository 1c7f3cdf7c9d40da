import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { type Finding, failed, ok, skipped, warning } from './finding.ts';

const PATIENCE_MS = 5_000;
const DAY_MS = 86_400_000;

/** DNS, TCP, and TLS with its version and certificate, each in a line; what cannot be tried any more is skipped. */
export async function lookAtNetwork(endpoint: URL): Promise<Finding[]> {
  const { hostname, protocol } = endpoint;
  const host = hostname.replace(/^\[|\]$/g, '');
  const port = Number(endpoint.port || (protocol === 'https:' ? 443 : 80));
  const dns = await lookAtName(host);
  if (dns.state === 'failed')
    return [dns, skipped('TCP', 'no address to connect to'), skipped('TLS', 'no connection')];
  const tcp = await lookAtPort(host, port);
  if (tcp.state === 'failed') return [dns, tcp, skipped('TLS', 'no connection')];
  if (protocol === 'http:') return [dns, tcp, skipped('TLS', 'http: on loopback')];
  return [dns, tcp, await lookAtTls(host, port)];
}

async function lookAtName(host: string): Promise<Finding> {
  try {
    const found = await lookup(host, { all: true });
    return ok('DNS', `${host} is ${found.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    return failed(
      'DNS',
      `${host} has no address (${codeOf(error)})`,
      'Look at the name in the license key, and at the DNS server of this network.',
    );
  }
}

async function lookAtPort(host: string, port: number): Promise<Finding> {
  const error = await opened(connect({ host, port, timeout: PATIENCE_MS }), 'connect');
  return error === null
    ? ok('TCP', `port ${port} answers`)
    : failed(
        'TCP',
        `port ${port} does not answer (${codeOf(error)})`,
        'Let the firewall of this network pass connections to it, or set the proxy that does.',
      );
}

async function lookAtTls(host: string, port: number): Promise<Finding> {
  const socket = connectTls({
    host,
    port,
    servername: host,
    timeout: PATIENCE_MS,
    rejectUnauthorized: false,
  });
  const error = await opened(socket, 'secureConnect', false);
  try {
    if (error !== null)
      return failed(
        'TLS',
        `no handshake (${codeOf(error)})`,
        'Something on the way breaks TLS, or speaks only TLS 1.1 and older.',
      );
    return findingOf(socket);
  } finally {
    socket.destroy();
  }
}

function findingOf(socket: TLSSocket): Finding {
  const version = socket.getProtocol() ?? 'TLS';
  const { subject, issuer, valid_to: until } = socket.getPeerCertificate();
  const says = `${version}, certificate of ${subject?.CN ?? 'nobody'} by ${issuer?.CN ?? 'nobody'}, until ${until}`;
  if (!socket.authorized) {
    return failed(
      'TLS',
      `${says}: ${socket.authorizationError}`,
      'Trust the authority that signed it (NODE_EXTRA_CA_CERTS), unless something on the way put its own certificate there.',
    );
  }
  const left = Date.parse(until) - Date.now();
  return left < 7 * DAY_MS
    ? warning('TLS', says, 'The certificate ends within a week: tell whoever runs the server.')
    : ok('TLS', says);
}

/** Null once the event has come, else what stood in its way. */
function opened(socket: ReturnType<typeof connect>, event: string, isEnded = true): Promise<unknown> {
  return new Promise((resolve) => {
    const end = (error: unknown) => {
      if (isEnded) socket.destroy();
      resolve(error);
    };
    socket.once(event, () => end(null));
    socket.once('error', end);
    socket.once('timeout', () => end(new Error('no answer in 5 s')));
  });
}

export function codeOf(error: unknown): string {
  const { code, message } = Object(error);
  return String(code ?? message ?? error);
}
