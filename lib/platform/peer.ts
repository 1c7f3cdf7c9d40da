import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Who sent a request. */
export type Peer = {
  /** The client's address: the connection's, or what trusted proxies say of it. */
  address: string;
  /** Whether anything on the way forwarded it, trusted or not. Not proof that nothing did when false. */
  isForwarded: boolean;
};

export type PeerReader = (request: IncomingMessage) => Peer & { isTrusted: boolean };

const PEER = 'x-leasehold-peer';
const FORWARDED = 'x-leasehold-forwarded';
/** Layouts are not told the address: who must sign in first is brought back to it. */
const PATH = 'x-leasehold-path';
const FORWARDING = /^(x-forwarded-|x-(real|client)-ip$|forwarded$|via$|cf-connecting-ip$|true-client-ip$)/;

/** Reads the peer of requests. Forwarded headers count from these networks only; the last hop that is in none of them is the client. */
export function makePeerReader(trustedProxies: string[]): PeerReader {
  const trusted = new BlockList();
  for (const network of trustedProxies) {
    const [address = '', length] = network.split('/');
    trusted.addSubnet(address, Number(length), isIPv6(address) ? 'ipv6' : 'ipv4');
  }
  // Each question makes a native object: not worth it where no answer can be yes.
  const isTrusted = (address: string) =>
    trustedProxies.length > 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  return (request) => {
    const connection = bare(request.socket.remoteAddress ?? '');
    const isForwarded = Object.keys(request.headers).some((name) => FORWARDING.test(name));
    const isProxy = isIP(connection) !== 0 && isTrusted(connection);
    const hops = isProxy ? [...hopsOf(request.headers), connection] : [connection];
    const client = hops.findLast((hop) => !isTrusted(hop)) ?? hops[0] ?? connection;
    return { address: client, isForwarded, isTrusted: isProxy };
  };
}

/**
 * Writes the peer into a request for Next, whose code sees headers only. Forwarded headers that no trusted proxy sent
 * are taken away, and so is whatever the client sent under our own names.
 */
export function stampPeer(request: IncomingMessage, read: PeerReader): void {
  const { address, isForwarded, isTrusted } = read(request);
  const { headers } = request;
  for (const name of Object.keys(headers)) {
    if (name.startsWith('x-leasehold-') || (!isTrusted && FORWARDING.test(name))) delete headers[name];
  }
  headers[PEER] = address;
  if (isForwarded) headers[FORWARDED] = 'yes';
  headers[PATH] = request.url;
}

/** The peer that stampPeer wrote; null for a request that did not come through server.ts. */
export function peerOf(headers: { get(name: string): string | null }): Peer | null {
  const address = headers.get(PEER);
  return address === null ? null : { address, isForwarded: headers.get(FORWARDED) !== null };
}

/** The addresses from the client on, as X-Forwarded-For has them, or else Forwarded (RFC 7239). A list with anything else in it is cut there. */
function hopsOf(headers: IncomingHttpHeaders): string[] {
  const list = headers['x-forwarded-for'];
  const hops = list === undefined ? forwardedFor(headers.forwarded) : String(list).split(',');
  const addresses = hops.map((hop) => bare(hop.trim()));
  return addresses.slice(addresses.findLastIndex((address) => isIP(address) === 0) + 1);
}

function forwardedFor(header: string | undefined): string[] {
  return (header ?? '').split(',').flatMap((hop) => /(?:^|;)\s*for="?([^";]+)"?/i.exec(hop)?.[1] ?? []);
}

/** An address without port, brackets or the prefix that IPv4 gets on an IPv6 socket. */
function bare(address: string): string {
  const unwrapped = /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address;
  const withoutPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(unwrapped)?.[1] ?? unwrapped;
  return withoutPort.replace(/^::ffff:(?=\d+\.)/i, '');
}
