import { retryAfterMs } from './back-off.ts';
import type { Fetch } from './client-options.ts';
import type { Failure } from './held-state.ts';

/** A text that could be signed, or why there is none. */
export type Fetched = { ok: true; text: string } | { ok: false; failure: Failure; retryAfterMs: number };

/** More is no answer of ours, and is not kept. */
const MOST_CHARACTERS = 65_536;

type Wanted = { fetch: Fetch; url: string; body?: string; signal: AbortSignal; now: () => number };

/**
 * Fetches a signed text. Whatever is not 200 and three parts of base64url could not be established: an error, a
 * redirect, a captive portal's page. Throws nothing.
 */
export async function fetchSigned({ fetch, url, body, signal, now }: Wanted): Promise<Fetched> {
  try {
    const asks =
      body === undefined
        ? { method: 'GET' as const, headers: {} }
        : { method: 'POST' as const, headers: { 'content-type': 'application/json' }, body };
    const response = await fetch(url, { ...asks, signal, redirect: 'manual' });
    const text = (await response.text()).trim();
    if (response.status === 200 && text.length <= MOST_CHARACTERS && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text))
      return { ok: true, text };
    const says = response.status === 200 ? 'an unsigned answer' : `HTTP ${response.status}${codeOf(text)}`;
    return failed(says, retryAfterMs(response.headers.get('retry-after'), now()));
  } catch (error) {
    return failed(signal.aborted ? 'no answer in time' : reasonOf(error), 0);
  }
}

function failed(detail: string, retryAfterMs: number): Fetched {
  return { ok: false, failure: { code: 'server-unreachable', detail }, retryAfterMs };
}

/** The code of a problem document (RFC 9457), for the log. */
function codeOf(text: string): string {
  const code = /"code":"([a-z-]{1,40})"/.exec(text)?.[1];
  return code ? ` ${code}` : '';
}

/** Node names the reason in the cause: `ENOTFOUND`, `CERT_HAS_EXPIRED`. */
function reasonOf(error: unknown): string {
  return `${Object(Object(error).cause).code ?? error}`;
}
