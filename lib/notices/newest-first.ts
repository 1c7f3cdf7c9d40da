import { type Failure, failed } from '#lib/use-case.ts';

/** Where a list that is read the newest first goes on. */
export type After = { createdAt: Date; id: string };

/** One page of rows of which one more than `limit` was read, with the cursor of the next. */
export function newestFirst<R extends After, T>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => T,
): { items: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next =
    last && rows.length > limit
      ? Buffer.from(`${last.createdAt.getTime()} ${last.id}`).toString('base64url')
      : null;
  return { items: shown.map(view), next };
}

/** What a cursor says; undefined for the start of the list, null for one that was not given out. */
export function readAfter(cursor: string | undefined): After | undefined | null {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match?.[1] && match[2] ? { createdAt: new Date(Number(match[1])), id: match[2] } : null;
}

/** The answer to a cursor that a list did not give out. */
export function foreignCursor(): Failure<'invalid-input'> {
  const detail = 'This cursor was not given out by this list. Leave it out to begin at the start.';
  return failed('invalid-input', detail, [{ pointer: '/cursor', detail }]);
}
