import type { Store } from './client-options.ts';
import { indexedDbStore } from './indexed-db-store.ts';
import { memoryStore } from './memory-store.ts';

/** The browser's own storage: Web Storage in pages, IndexedDB in workers, memory where neither may be used. */
export function browserStore(): Store {
  const store = webStore() ?? indexedDbStore() ?? memoryStore();
  if (typeof navigator !== 'undefined' && navigator.locks) store.lock = webLock;
  return store;
}

/** Null where there is none, or the page may not use it: then even reading the property throws. */
function webStore(): Store | null {
  try {
    const storage = globalThis.localStorage;
    if (!storage) return null;
    return {
      get: (name) => storage.getItem(name),
      set: (name, text) => storage.setItem(name, text),
    };
  } catch {
    return null;
  }
}

function webLock(name: string, waitMs: number): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    const waited = AbortSignal.timeout(waitMs);
    navigator.locks
      .request(name, { signal: waited }, () => new Promise<void>((release) => resolve(release)))
      .catch(() => resolve(null));
  });
}
