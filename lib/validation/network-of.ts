import { isIPv4, isIPv6 } from 'node:net';
import { ipv6Network } from '#lib/platform/ipv6-network.ts';

/**
 * The network that an address is counted with: its /24 for IPv4, its /64 for IPv6, which is what one subscriber has.
 * Whatever is no address is one network by itself. Never stored.
 */
export function networkOf(address: string): string {
  if (isIPv4(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  const [withoutZone = ''] = address.split('%');
  if (!isIPv6(withoutZone)) return 'unknown';
  return `${ipv6Network(withoutZone)}::/64`;
}
