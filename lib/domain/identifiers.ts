/**
 * Application identifiers (wire.md section 5): what can be registered, how what was pasted is read, and which
 * registered identifier a request matches.
 *
 * - A registered value is stored in its canonical form (`normalizeIdentifier`), for iOS as typed, and compared by its
 *   match key (`matchKey`): two values of one platform with the same key are the same identifier.
 * - A request is read tolerantly (`canonicalRequestApp`): case where case does not count, dashes, a process suffix,
 *   scheme, port and path of an address. What is no identifier at all matches nothing.
 * - A request matches exactly, else by the narrowest pattern (`matchCandidates`, most specific first).
 */
import type { Platform } from '#sdk/protocol/platforms.ts';
import { androidForm } from './identifiers/android.ts';
import { browserForm } from './identifiers/browser.ts';
import { isLoopbackHost } from './identifiers/host.ts';
import {
  type IdentifierForm,
  mistaken,
  type NormalizedIdentifier,
  type NormalizingOptions,
} from './identifiers/identifier-form.ts';
import { iosForm } from './identifiers/ios.ts';
import { linuxForm } from './identifiers/linux.ts';
import { macosForm } from './identifiers/macos.ts';
import { selfHostedForm } from './identifiers/self-hosted.ts';
import { windowsForm } from './identifiers/windows.ts';
import type { RegisteredApp } from './license.ts';

const FORMS: Record<Platform, IdentifierForm> = {
  android: androidForm,
  ios: iosForm,
  browser: browserForm,
  linux: linuxForm,
  macos: macosForm,
  windows: windowsForm,
  'self-hosted': selfHostedForm,
};

// More than any address, line of source or command's output that somebody would paste.
const maxPastedLength = 4096;

/**
 * Reads what a person typed or pasted as an identifier of a platform: the form to store with a note on what was
 * changed (null when it is fine as it is), or what is wrong with what was meant, if that can be told. A suggestion is
 * itself fine. Normalizing a value again changes nothing. Does not say whether the identifier exists or who owns it.
 */
export function normalizeIdentifier(
  platform: Platform,
  input: string,
  options: NormalizingOptions,
): NormalizedIdentifier {
  const text = unquoted(input);
  if (text === '') return mistaken('An identifier is needed here.');
  if (text.length > maxPastedLength) return mistaken('This is too long to be an identifier.');
  return FORMS[platform].normalize(text, options);
}

/**
 * The form in which a device's `app` is matched and counted, or null when it is no identifier of its platform
 * (counted as `not an identifier`). Takes any text; patterns are no requests.
 */
export function canonicalRequestApp(platform: Platform, app: string): string | null {
  return FORMS[platform].canonicalRequest(app);
}

/** The form in which a registered value (from `normalizeIdentifier`) is compared; unique for a license and platform. */
export function matchKey(platform: Platform, value: string): string {
  return FORMS[platform].matchKey(value);
}

/**
 * The match keys of all registered values that could match a request, most specific first: the identifier itself,
 * then the pattern of its parent (Android, iOS) or of each parent domain (browser). At most 127; empty when `app` is no
 * identifier. A store reads only these.
 */
export function matchCandidates(platform: Platform, app: string): string[] {
  const canonical = canonicalRequestApp(platform, app);
  return canonical === null ? [] : FORMS[platform].candidates(canonical);
}

/**
 * The registered identifier that a request matches, the most specific of several, or null. `registered` may hold
 * identifiers of other platforms, and may be only what `matchCandidates` asked for.
 */
export function matchApp(
  platform: Platform,
  app: string,
  registered: readonly RegisteredApp[],
): RegisteredApp | null {
  for (const candidate of matchCandidates(platform, app)) {
    for (const one of registered) {
      if (one.platform === platform && matchKey(platform, one.value) === candidate) return one;
    }
  }
  return null;
}

/** Whether a registered identifier is a loopback host: free for trials, and not carried over into a production license. */
export function isLoopbackApp({ platform, value }: RegisteredApp): boolean {
  return platform === 'browser' && isLoopbackHost(value);
}

/** Cuts white space and one pair of quotation marks from around a pasted value. */
function unquoted(input: string): string {
  const text = input.trim();
  return /^(["'`])(.*)\1$/su.exec(text)?.[2]?.trim() ?? text;
}
