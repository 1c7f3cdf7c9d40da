import { formatInstant } from '#components/ui/format-instant.ts';

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

/** A text of an explanation with its instants as people read them. */
export function withInstants(text: string, now: number): string {
  return text.replaceAll(INSTANT, (instant) => formatInstant(instant, { now, seconds: true }));
}
