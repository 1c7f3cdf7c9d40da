import type { Store } from './client-options.ts';

const NAME = 'leasehold';

/** Keeps things in IndexedDB, which workers have too; null where there is none. */
export function indexedDbStore(): Store | null {
  if (typeof indexedDB === 'undefined') return null;
  let opened: Promise<IDBDatabase> | undefined;
  const table = async (mode: IDBTransactionMode) => {
    opened ??= open();
    return (await opened).transaction(NAME, mode).objectStore(NAME);
  };
  return {
    get: async (name) => done<string | undefined>((await table('readonly')).get(name)),
    set: async (name, text) => {
      await done((await table('readwrite')).put(text, name));
    },
  };
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(NAME);
  return done(request);
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
