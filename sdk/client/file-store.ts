import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from './client-options.ts';

/** A lock this old was left by a process that died: no request takes so long. */
const STALE_MS = 60_000;
const LOOK_MS = 50;

/**
 * Keeps things as files of a folder, which is made when it is needed (mode 0700, files 0600). A file is replaced whole
 * or not at all, so that a crash never leaves half of one, and several processes may share the folder.
 *
 * @example fileStore('/var/lib/acme/license')
 */
export function fileStore(folder: string): Store {
  const path = (name: string) => join(folder, encodeURIComponent(name));
  return {
    async get(name) {
      try {
        return await readFile(path(name), 'utf8');
      } catch (error) {
        if (isNoSuchFile(error)) return null;
        throw error;
      }
    },
    async set(name, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const unfinished = `${path(name)}.${randomBytes(6).toString('hex')}`;
      try {
        await writeFile(unfinished, text, { mode: 0o600, flag: 'wx', flush: true });
        await rename(unfinished, path(name));
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    async lock(name, waitMs) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = path(`${name}.lock`);
      for (const until = performance.now() + waitMs; performance.now() < until; await sleep(LOOK_MS)) {
        if (await make(file)) return () => rm(file, { force: true });
        await removeStale(file);
      }
      return null;
    },
  };
}

async function make(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(file: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(file);
    if (Date.now() - mtimeMs > STALE_MS) await rm(file, { force: true });
  } catch (error) {
    if (!isNoSuchFile(error)) throw error;
  }
}

function isNoSuchFile(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
