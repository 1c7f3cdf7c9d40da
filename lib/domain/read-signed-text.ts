import { ANSWER_TYPES, type Outcome } from '#sdk/protocol/answer.ts';
import { decodeBase64urlJson } from '#sdk/protocol/base64url.ts';
import { isLicenseId, type LicenseId } from '#sdk/protocol/license-id.ts';
import { LICENSE_KEY_TYPE } from '#sdk/protocol/license-key.ts';
import { inspectLicenseKey } from '#sdk/protocol/license-key-words.ts';
import { isPlatform, type Platform } from '#sdk/protocol/platforms.ts';

/** What a pasted license key, answer or wire request says. No signature was checked. */
export type SignedText = {
  as: 'license-key' | Outcome | 'request';
  license: LicenseId;
  /** What it was asked for; null in a key. */
  app: string | null;
  platform: Platform | null;
  product: string | null;
  version: string | null;
  os: string | null;
  licensee: string | null;
  /** The reason of a lock or a refusal. */
  reason: string | null;
  /** False when its end is missing or a character is wrong; the License ID was still to be read. */
  isWhole: boolean;
};

/**
 * Reads a license key, a signed answer (bare, or as the JSON that `curl` shows) or the request of a check, pasted with
 * line breaks, also cut short: its License ID stands near the beginning. Null for any other text.
 */
export function readSignedText(text: string): SignedText | null {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return readJson(trimmed);
  const jws = trimmed.replace(/[\s\u200b\ufeff"',;]+/g, '');
  if (!jws.startsWith('eyJ')) return null;
  const [head = '', body = ''] = jws.split('.');
  const as = kindOf(decodeBase64urlJson(head));
  const claims = decodeBase64urlJson(body);
  if (as === null) return null;
  const read = claimsOf(as, claims ?? beginningOf(body));
  const isWhole = as === 'license-key' ? inspectLicenseKey(jws).ok : isAnswer(jws) && claims !== undefined;
  return read && { ...read, isWhole };
}

function readJson(text: string): SignedText | null {
  const value = recordOf(parsed(text));
  if (typeof value.jws === 'string') return readSignedText(value.jws);
  if (typeof value.key === 'string') return readSignedText(value.key);
  const { license, app, platform, product, version, os, licensee } = value;
  const asked = { sub: license, app, plt: platform, prd: product, version, os, licensee };
  const read = claimsOf('request', asked);
  return read && { ...read, isWhole: true };
}

function kindOf(header: unknown): 'license-key' | Outcome | null {
  const { typ } = recordOf(header);
  if (typ === LICENSE_KEY_TYPE) return 'license-key';
  const outcomes = ['lease', 'lock', 'refusal'] as const;
  return outcomes.find((outcome) => ANSWER_TYPES[outcome] === typ) ?? null;
}

function claimsOf(as: SignedText['as'], claims: unknown): Omit<SignedText, 'isWhole'> | null {
  const { sub, app, plt, prd, version, os, licensee, reason } = recordOf(claims);
  const license = typeof sub === 'string' ? sub.toUpperCase() : sub;
  if (!isLicenseId(license)) return null;
  return {
    as,
    license,
    app: textOf(app),
    platform: isPlatform(plt) ? plt : null,
    product: textOf(prd),
    version: textOf(version),
    os: textOf(os),
    licensee: textOf(licensee),
    reason: textOf(reason),
  };
}

/** The members that are still to be read in the beginning of a payload: each of its kind is a text without escapes. */
function beginningOf(body: string): Record<string, string> {
  const characters = body.replace(/[^\w-]+/g, '').slice(0, 2_000);
  const whole = characters.slice(0, characters.length - (characters.length % 4));
  const json = atob(whole.replaceAll('-', '+').replaceAll('_', '/'));
  const found = json.matchAll(/"(sub|app|plt|prd|licensee|reason)":"([^"\\]{1,255})"/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

function isAnswer(jws: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]{86}$/.test(jws);
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
