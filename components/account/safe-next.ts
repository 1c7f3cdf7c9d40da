/**
 * The `next` of an address when it is a path of this site, else null: an address of another site, however written
 * (`//host`, `/\host`, a scheme, control characters, a path that climbs to one), is never followed.
 */
export function safeNext(next: string | string[] | undefined | null): string | null {
  if (typeof next !== 'string' || !isPath(next) || !/^[\x21-\x7e]*$/.test(next)) return null;
  const { origin, pathname, search, hash } = new URL(next, 'http://this.invalid');
  const path = `${pathname}${search}${hash}`;
  return origin === 'http://this.invalid' && isPath(path) ? path : null;
}

/** Begins with one slash: two would name a host, and so would one with a backslash. */
function isPath(text: string): boolean {
  return /^\/(?!\/)/.test(text) && !text.includes('\\');
}
