const quote = 0x22;
const backslash = 0x5c;
const firstPrintable = 0x20;

/**
 * Reads a JSON object whose members are exactly `names`, each once, in any order, all strings without escapes, with no
 * white space outside strings but spaces: the body that nearly every device sends, in one scan. Gives the values in the
 * order of `names`. Null says only that the text is not of this kind, and nothing about whether it is valid JSON.
 *
 * @example readFlatObject('{"b":"2", "a":"1"}', ['a', 'b']) // ['1', '2']
 * @example readFlatObject('{"a":"1","b":2}', ['a', 'b']) // null
 */
export function readFlatObject(text: string, names: readonly string[]): string[] | null {
  const values: string[] = [];
  let read = 0;
  let at = skipSpaces(text, 0);
  let expected = '{';
  while (text[at] === expected) {
    const nameStart = skipSpaces(text, at + 1);
    const nameEnd = plainStringEnd(text, nameStart);
    if (nameEnd === -1) return null;
    const colon = skipSpaces(text, nameEnd + 1);
    const valueStart = skipSpaces(text, colon + 1);
    const valueEnd = text[colon] === ':' ? plainStringEnd(text, valueStart) : -1;
    const index = names.indexOf(text.slice(nameStart + 1, nameEnd));
    if (valueEnd === -1 || index === -1 || values[index] !== undefined) return null;
    values[index] = text.slice(valueStart + 1, valueEnd);
    read += 1;
    at = skipSpaces(text, valueEnd + 1);
    expected = ',';
  }
  if (text[at] !== '}' || skipSpaces(text, at + 1) !== text.length || read !== names.length) return null;
  return values;
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}

/** Where the string that begins at `start` ends (its closing quotation mark), or -1 when it is none or has escapes. */
function plainStringEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== quote) return -1;
  for (let at = start + 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === quote) return at;
    if (unit === backslash || unit < firstPrintable) return -1;
  }
  return -1;
}
