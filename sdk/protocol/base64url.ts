const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Writes bytes as base64url without padding (RFC 7515, section 2).
 *
 * @example encodeBase64url(new Uint8Array([251, 255])) // '-_8'
 */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/**
 * Writes text as UTF-8 in base64url.
 *
 * @example encodeBase64urlText('{}') // 'e30'
 */
export function encodeBase64urlText(text: string): string {
  return encodeBase64url(new TextEncoder().encode(text));
}

/**
 * Reads base64url strictly: null for padding, for any character outside the alphabet, for a length that no bytes have,
 * and for left-over bits that are not zero, so that every byte string has exactly one written form.
 *
 * @example decodeBase64url('-_8') // new Uint8Array([251, 255])
 * @example decodeBase64url('-_9') // null
 */
export function decodeBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return encodeBase64url(bytes) === text ? bytes : null;
}

/**
 * Reads base64url that holds a JSON value in UTF-8; undefined when it does not. Of a member named twice the last counts,
 * which RFC 7515 section 4 allows: use it only on what was signed, or before a signature is checked over the same bytes.
 *
 * @example decodeBase64urlJson('e30') // {}
 * @example decodeBase64urlJson('fn4') // undefined
 */
export function decodeBase64urlJson(text: string): unknown {
  const bytes = decodeBase64url(text);
  if (bytes === null) return undefined;
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    return undefined;
  }
}
