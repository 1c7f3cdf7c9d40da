'use client';

import { useSyncExternalStore } from 'react';

const EVERY = 15_000;
const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (!timer) {
    now = Date.now();
    timer = setInterval(tick, EVERY);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The pages' one clock: Unix milliseconds, anew every 15 seconds. `atRender` is what the server drew with. */
export function useNow(atRender: number): number {
  return useSyncExternalStore(
    subscribe,
    () => now || atRender,
    () => atRender,
  );
}
