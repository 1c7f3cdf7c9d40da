const dottedNumbers = /^\d+(?:\.\d+)*/;

/**
 * Whether a text can be a version cap: one to four numbers with dots, each of at most nine digits, as in `7` or `7.8`.
 */
export function isVersionCap(text: string): boolean {
  return /^\d{1,9}(?:\.\d{1,9}){0,3}$/.test(text);
}

/**
 * Whether a version lies within a cap. Only the parts that the cap names are compared: 7 covers every 7.x and 6.x,
 * 7.8 covers 7.8.3 and not 7.9. A part that the version lacks counts as 0; a `-suffix` is not compared, so that
 * 7.8-beta counts as 7.8. Takes a version of the wire's form; one that does not begin with a number is never covered.
 */
export function isWithinVersionCap(version: string, cap: string): boolean {
  const numbers = dottedNumbers.exec(version)?.[0];
  if (numbers === undefined) return false;
  const parts = numbers.split('.');
  for (const [index, limit] of cap.split('.').entries()) {
    const order = compareNumbers(parts[index] ?? '0', limit);
    if (order !== 0) return order < 0;
  }
  return true;
}

/** Compares digit strings of any length by value: a version may have more digits than a number holds exactly. */
function compareNumbers(left: string, right: string): number {
  const a = left.replace(/^0+(?=\d)/, '');
  const b = right.replace(/^0+(?=\d)/, '');
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}
