/** One page of a list: `next` is the cursor of the following one, null at the end. */
export type Page<T> = { items: T[]; next: string | null };

/** Which page is asked for. Lists that fit on one page may leave it out. */
export type PageAsked = { limit?: number | undefined; cursor?: string | undefined };

/** The most that any page holds. */
export const MAX_PAGE = 200;

/**
 * Cuts a page out of a list that is read as a whole. The cursor counts what was given before, so a list that changes in
 * between may repeat or leave out one. Null when the cursor was not given out by this.
 */
export function pageOf<T>(items: readonly T[], { limit = MAX_PAGE, cursor }: PageAsked): Page<T> | null {
  const from = cursor === undefined ? 0 : /^after-\d{1,6}$/.test(cursor) ? Number(cursor.slice(6)) : null;
  if (from === null) return null;
  const to = from + limit;
  return { items: items.slice(from, to), next: to < items.length ? `after-${to}` : null };
}
