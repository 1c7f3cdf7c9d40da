/** A value that JSON can write. Objects may have any own member, `__proto__` too; read them with `Object.hasOwn`. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** A JSON text read strictly, or the reason why it is malformed; `pointer` (RFC 6901) when one member is to blame. */
export type StrictJson =
  | { ok: true; value: JsonValue }
  | { ok: false; detail: string; pointer: string | null };

/**
 * Reads a JSON text (RFC 8259) in which no object names a member twice, also not by way of escapes (`"\u0061"`).
 * Depth is bounded by nothing but the length of the text: neither `JSON.parse` nor the walk here recurses.
 *
 * @example readStrictJson('{"a":[1]}') // { ok: true, value: { a: [1] } }
 * @example readStrictJson('{"a":1,"\\u0061":2}') // { ok: false, detail: 'The member "a" appears twice.', pointer: '/a' }
 */
export function readStrictJson(text: string): StrictJson {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The engine's own message may quote the text, and differs from one engine to the next.
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, detail: 'This is not valid JSON.', pointer: null };
  }
  const twice = repeatedMember(text);
  if (twice === null) return { ok: true, value };
  return {
    ok: false,
    detail: `The member ${JSON.stringify(twice)} appears twice.`,
    pointer: jsonPointer(twice),
  };
}

/**
 * The JSON pointer (RFC 6901) of a member of the outermost object.
 *
 * @example jsonPointer('a/b~c') // '/a~1b~0c'
 */
export function jsonPointer(member: string): string {
  return `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The first member name that an object of a valid JSON text holds twice, or null. */
function repeatedMember(text: string): string | null {
  // One set of names for each object that is open, null for each array.
  const open: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [part] = found;
    if (part === '{') open.push(new Set());
    else if (part === '[') open.push(null);
    else if (part === '}' || part === ']') open.pop();
    else if (isName(text, token.lastIndex)) {
      const name: unknown = JSON.parse(part);
      const names = open.at(-1);
      if (typeof name !== 'string' || !names) continue;
      if (names.has(name)) return name;
      names.add(name);
    }
  }
  return null;
}

function isName(text: string, end: number): boolean {
  let next = end;
  while (/[ \t\n\r]/.test(text.charAt(next))) next += 1;
  return text.charAt(next) === ':';
}
