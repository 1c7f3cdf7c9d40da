import { isLoopbackHost, readHost } from './host.ts';
import { type IdentifierForm, mistaken, saved } from './identifier-form.ts';

// A lower-case RFC 1123 host of two labels or more that URL would give back unchanged: no A-label to check, and a
// last label that begins with a letter, so that it is no IPv4 address. The usual request, told without URL.
const plainHost =
  /^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!xn--)[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Domains of pages: lower case, A-labels, without scheme, port or path. `*.example.com` covers every depth below
 * example.com and not example.com itself. `localhost`, names below it, `127.0.0.1` and `[::1]` are for trials only.
 */
export const browserForm: IdentifierForm = {
  normalize: (text, { isPublicSuffix, kind }) => {
    const read = readHost(text);
    if (!read.ok) return mistaken(read.problem, fitSuggestion(read.suggestion, isPublicSuffix));
    const { host, isWildcard, cut } = read;
    if (isLoopbackHost(host)) {
      if (kind !== 'trial')
        return mistaken(`${host} is for trials only: every developer’s machine has that name.`);
      if (isWildcard) return mistaken(`“*.” cannot stand before ${host}.`, host);
    }
    if (isWildcard && isPublicSuffix(host)) {
      return mistaken(`${host} is a public suffix: *.${host} would cover the domains of others.`);
    }
    const value = isWildcard ? `*.${host}` : host;
    const rewritten =
      cut.length === 0 && value !== text ? 'Saved in the form in which browsers send it.' : null;
    return saved(value, noteOn(cut), rewritten);
  },
  canonicalRequest: (app) => {
    if (app.length <= 253 && plainHost.test(app)) return app;
    const read = readHost(app);
    return read.ok && !read.isWildcard ? read.host : null;
  },
  matchKey: (value) => value,
  candidates: (canonical) => {
    const keys = [canonical];
    if (isLoopbackHost(canonical)) return keys;
    const last = canonical.lastIndexOf('.');
    for (let dot = canonical.indexOf('.'); dot < last; dot = canonical.indexOf('.', dot + 1)) {
      keys.push(`*${canonical.slice(dot)}`);
    }
    return keys;
  },
};

function fitSuggestion(meant: string | null, isPublicSuffix: (host: string) => boolean): string | null {
  return meant?.startsWith('*.') && isPublicSuffix(meant.slice(2)) ? null : meant;
}

function noteOn(cut: readonly string[]): string | null {
  const [first, ...others] = cut;
  if (first === undefined) return null;
  const start = first.charAt(0).toUpperCase() + first.slice(1);
  const last = others.pop();
  if (last === undefined) return `${start} is not part of a domain.`;
  return `${[start, ...others].join(', ')} and ${last} are not part of a domain.`;
}
