/**
 * Where requests go: the license key's origin, or the proxy and nothing else. Only `https:` is spoken, `http:` on
 * loopback alone (wire.md section 7). Null when the address cannot be used. A proxy may lie below a path.
 */
export function endpointOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, username, password, search, hash, origin, pathname } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  if (!isSafe || username || password || search || hash) return null;
  return origin + pathname.replace(/\/+$/, '');
}

function isLoopback(hostname: string): boolean {
  return /^(127(\.\d+){3}|\[::1\]|(.+\.)?localhost)$/.test(hostname);
}
