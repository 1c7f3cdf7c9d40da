import type { Side } from './sides.ts';

/** Runs fn with sides that are started one after the other, and ends them whatever happens. */
export async function withSides<T>(
  starts: readonly (() => Promise<Side>)[],
  fn: (sides: readonly Side[]) => Promise<T>,
): Promise<T> {
  const sides: Side[] = [];
  try {
    for (const start of starts) sides.push(await start());
    return await fn(sides);
  } finally {
    await Promise.all(sides.map(({ child }) => child.stop()));
  }
}
