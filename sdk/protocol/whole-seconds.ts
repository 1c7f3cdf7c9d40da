/**
 * Whether a value is a number of whole seconds, as `iat`, `exp` and `grace` are: not negative, and exact as a number.
 * RFC 7519 also allows fractions; this contract does not.
 *
 * @example isWholeSeconds(1793196341) // true
 * @example isWholeSeconds(1.5) // false
 */
export function isWholeSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
