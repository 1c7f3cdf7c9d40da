import { shown } from './identifier-form.ts';

/** A host read from what was typed, with the parts that were cut; or what is wrong, and the host that was meant. */
export type ReadHost =
  | { ok: true; host: string; isWildcard: boolean; cut: string[] }
  | { ok: false; problem: string; suggestion: string | null };

const schemes = new Set(['http', 'https', 'ws', 'wss']);
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
// URL would decode these, strip them or take them for other parts of an address; in a domain each is a mistake.
const neverInHost = /[\s%|^<>"`{}[\]:@]/u;

/** Whether a host is the machine that asks: `localhost`, a name below it, `127.0.0.1` or `[::1]`. */
export function isLoopbackHost(host: string): boolean {
  return loopbackHosts.has(host) || host.endsWith('.localhost');
}

/**
 * Reads the host of a domain, an address or a `*.` pattern: cuts scheme, port and path and names what was cut, maps
 * international names to A-labels, and checks the result against RFC 1123. A host that passes is a loopback host or has
 * two labels at least. Says nothing about who owns the domain, or whether a pattern is allowed for it.
 */
export function readHost(text: string): ReadHost {
  const cut: string[] = [];
  const [, scheme, afterScheme] = /^(?:([a-z][a-z0-9+.-]*):)?\/\/(.*)$/is.exec(text) ?? [];
  if (scheme !== undefined && !schemes.has(scheme.toLowerCase())) {
    return { ok: false, problem: `An address that begins with ${scheme}: has no domain.`, suggestion: null };
  }
  const address = afterScheme ?? text;
  if (afterScheme !== undefined) cut.push('scheme');
  const [authority = ''] = address.split(/[/?#\\]/, 1);
  const [, beforePort] = /^([^:]*|\[[^\]]*\]):\d*$/.exec(authority) ?? [];
  if (beforePort !== undefined) cut.push('port');
  if (authority.length < address.length) cut.push('path');
  const name = beforePort ?? authority;
  const isWildcard = name.startsWith('*.');
  const typed = isWildcard ? name.slice(2) : name;
  const named = readName(typed);
  if ('problem' in named) {
    const meant = repair(typed);
    const suggestion = meant !== null && isWildcard ? `*.${meant}` : meant;
    return { ok: false, problem: named.problem, suggestion };
  }
  if (typed !== typed.toLowerCase()) cut.push('case');
  if (typed.endsWith('.')) cut.push('final dot');
  return { ok: true, host: named.host, isWildcard, cut };
}

/** The host as URL writes it: A-labels, lower case, one form for each IP address. Null when it is no host to URL. */
function hostOf(typed: string): string | null {
  const isBareAddress = /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(typed);
  const isAddress = isBareAddress || /^\[[0-9a-f:.]*\]$/i.test(typed);
  if (typed === '' || (!isAddress && neverInHost.test(typed))) return null;
  const address = `https://${isBareAddress ? `[${typed}]` : typed}/`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : null;
}

function readName(typed: string): { host: string } | { problem: string } {
  if (typed === '') return { problem: 'This address has no domain.' };
  if (typed.includes('*')) return { problem: '“*” can only stand at the start, as in *.acme.com.' };
  const at = typed.lastIndexOf('@');
  if (at !== -1) return { problem: `“${typed.slice(0, at + 1)}” is not part of a domain.` };
  const host = hostOf(typed);
  const [foreign] = (host === null ? neverInHost : /[^a-z0-9.[\]:-]/u).exec(host ?? typed) ?? [];
  if (foreign !== undefined) return { problem: `A domain cannot contain ${shown(foreign)}.` };
  if (host === null) return { problem: `“${typed}” is not a domain.` };
  const problem = loopbackHosts.has(host) ? null : problemOfHost(host);
  return problem === null ? { host } : { problem };
}

function problemOfHost(host: string): string | null {
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) {
    return 'An IP address is not a domain. Register the name that the page is served under.';
  }
  const labels = host.split('.');
  const wrong = labels.find((text) => !label.test(text));
  if (wrong === '') return 'A domain cannot begin with a dot, or have two in a row.';
  if (wrong !== undefined)
    return `“${wrong}” cannot be part of a domain: at most 63 letters, digits and inner “-”.`;
  if (labels.length < 2)
    return `“${host}” is not a whole domain: register it with all its parts, as in id.acme.com.`;
  return host.length > 253 ? 'A domain has at most 253 characters.' : null;
}

/** The domain that was most likely meant, or null. Never one that would itself be found wrong. */
function repair(typed: string): string | null {
  if (typed.includes('*')) return null;
  const meant = typed
    .slice(typed.lastIndexOf('@') + 1)
    .replace(/:.*$/s, '')
    .toLowerCase()
    .replaceAll('_', '-')
    .replaceAll(',', '.')
    .replace(/\s|[!-,/:-@[-`{-~]/g, '')
    .split('.')
    .map((text) => text.replace(/^-+|-+$/g, ''))
    .filter((text) => text !== '')
    .join('.');
  const named = readName(meant);
  return 'host' in named && !isLoopbackHost(named.host) ? named.host : null;
}
