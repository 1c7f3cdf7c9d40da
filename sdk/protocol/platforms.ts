/** The seven places a product can run, as the wire names them (wire.md section 1), in the order pages list them. */
export const PLATFORMS = ['android', 'ios', 'browser', 'linux', 'macos', 'windows', 'self-hosted'] as const;

/** Where a product runs. */
export type Platform = (typeof PLATFORMS)[number];

const known: ReadonlySet<string> = new Set(PLATFORMS);

/**
 * Whether a text is one of the seven platforms, exactly as written on the wire.
 *
 * @example isPlatform('self-hosted') // true
 * @example isPlatform('iOS') // false
 */
export function isPlatform(text: unknown): text is Platform {
  return typeof text === 'string' && known.has(text);
}
