/**
 * What lives once in a process (pools, the key store, the recorder) although its code exists twice: Next bundles
 * its own copy of lib/, so a module-level variable would be made again for pages. server.ts and the command line
 * put each thing into its slot at start; everybody else reads it there.
 */
const root = Symbol.for('leasehold');

type Slots = Map<string, unknown>;

function slots(): Slots {
  const holder = globalThis as { [root]?: Slots };
  holder[root] ??= new Map();
  return holder[root];
}

export type ProcessSlot<T> = {
  /** The thing, or an error that says which part of the start is missing: a bug, never a user's doing. */
  get(): T;
  peek(): T | undefined;
  set(value: T): void;
};

/** A named place for one thing of type T in this process. The name must be used for one type only. */
export function processSlot<T>(name: string): ProcessSlot<T> {
  const peek = () => slots().get(name) as T | undefined;
  return {
    peek,
    get() {
      const value = peek();
      if (value === undefined) throw new Error(`process state "${name}" was read before the start made it`);
      return value;
    },
    set(value) {
      slots().set(name, value);
    },
  };
}
