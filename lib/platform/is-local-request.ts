import type { Config } from './config.ts';
import type { Peer } from './peer.ts';
import { isLoopbackHost } from './variables.ts';

/**
 * Whether a request comes from this machine to this machine, by APP_URL, Host and peer, and nobody forwarded it: for what
 * only whoever sits at it may see.
 */
export function isLocalRequest({
  config,
  peer,
  host,
}: {
  config: Config;
  peer: Peer | null;
  host: string | null;
}): boolean {
  if (!config.isLoopback || peer === null || peer.isForwarded) return false;
  return isLoopbackHost(peer.address) && isLoopbackHost(hostOf(host ?? ''));
}

function hostOf(header: string): string {
  return /^[\w.:[\]-]+$/.test(header) ? (URL.parse(`http://${header}`)?.hostname ?? '') : '';
}
