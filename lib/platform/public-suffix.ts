import { getPublicSuffix } from 'tldts';

/**
 * Whether a host is a public suffix (`com`, `co.uk`, `github.io`): a name below which strangers register, so that no
 * wildcard may stand on it. From the Public Suffix List as of the installed package, its private part included.
 */
export function isPublicSuffix(host: string): boolean {
  return getPublicSuffix(host, { allowPrivateDomains: true }) === host;
}
