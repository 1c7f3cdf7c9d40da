/** A place in a list that is ordered by time, then by ID: the last thing that was given. */
export type Moment = { at: string; id: string };

/** The cursor that goes on after this thing. */
export function writeMoment({ at, id }: Moment): string {
  return `${Date.parse(at)}.${id}`;
}

/** Undefined without a cursor, null for one that was not given out. IDs are UUIDs, or have a word before them. */
export function readMoment(cursor: string | undefined): Moment | null | undefined {
  if (cursor === undefined) return undefined;
  const [, at, id] = /^(\d{1,14})\.([\w-]{1,60})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) return null;
  return { at: new Date(Number(at)).toISOString(), id };
}
