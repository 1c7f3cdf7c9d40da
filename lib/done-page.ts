import { type PageAsked, pageOf } from '#lib/domain/page-of.ts';
import { done, type Failure, failed } from './use-case.ts';

/** Answers a page of a list that was read as a whole, or `invalid-input` for a cursor that was not given out. */
export function donePage<T>(items: readonly T[], asked: PageAsked) {
  const page = pageOf(items, asked);
  return page ? done(page) : foreignCursor();
}

/** The answer to a cursor that a list did not give out. */
export function foreignCursor(): Failure<'invalid-input'> {
  const detail = 'This cursor was not given out by this list. Leave it out to begin at the start.';
  return failed('invalid-input', detail, [{ pointer: '/cursor', detail }]);
}
