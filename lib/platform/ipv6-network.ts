/**
 * The first 64 bits of an IPv6 address, as four groups without leading zeros: what one subscriber has. A zone and a
 * dotted IPv4 ending lie behind them. The address must be one (`isIPv6`).
 */
export function ipv6Network(address: string): string {
  const [withoutZone = ''] = address.split('%');
  const [head = '', tail] = withoutZone.split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const length = groups.length + rest.length + (withoutZone.includes('.') ? 1 : 0);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - length)).fill('0');
  const prefix = [...groups, ...zeros, ...rest].slice(0, 4);
  return prefix.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}
