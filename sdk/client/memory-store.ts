import type { Store } from './client-options.ts';

/** Keeps things as long as the process lives. */
export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return {
    get: (name) => kept.get(name) ?? null,
    set: (name, text) => {
      kept.set(name, text);
    },
  };
}
