import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isAlive } from './is-alive.ts';
import { reasonOf, StartRefused } from './start-refused.ts';

/** Who holds a data folder, as its process.json says. */
export type Holder = {
  pid: number;
  /** `server`, or a command. */
  command: string;
  /** RFC 3339. */
  since: string;
  /** Where it serves; null for a command. */
  address: string | null;
};

export type FolderLock = { release(): void };

const SQLITE_BUSY = 5;

/** Held here so that it is not collected, and thereby given up, when whoever took the lock keeps no hold of it. */
const held = new Set<DatabaseSync>();

/**
 * Keeps a data folder to one process. The lock is one of the operating system's (fcntl, taken through SQLite, because
 * Node gives no other way to it): it is taken by one of several at once, ends with the process however that ends, and
 * is never mistaken for held when a process ID is used again. Throws StartRefused, naming who holds it.
 */
export function lockFolder(path: string, holder: Pick<Holder, 'command' | 'address'>): FolderLock {
  const note = join(path, 'process.json');
  const lock = acquire(path, note);
  held.add(lock);
  const content: Holder = { pid: process.pid, since: new Date().toISOString(), ...holder };
  writeFileSync(`${note}.making`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  renameSync(`${note}.making`, note);
  return {
    release() {
      rmSync(note, { force: true });
      held.delete(lock);
      lock.close();
    },
  };
}

function acquire(path: string, note: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    const file = join(path, 'lock');
    database = new DatabaseSync(file);
    // Nothing is written, so no journal is needed, and none is left by a process that is killed.
    database.exec('pragma journal_mode = memory; begin exclusive');
    // Nobody else may so much as read it: a reader's lock would keep the holder out.
    chmodSync(file, 0o600);
    return database;
  } catch (error) {
    database?.close();
    const isHeld = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
    throw new StartRefused(
      isHeld
        ? heldLine(path, readHolder(note))
        : `The data folder ${path} cannot be locked (${reasonOf(error)}).`,
    );
  }
}

function heldLine(path: string, holder: Holder | null): string {
  if (!holder) return `The data folder ${path} is in use by another process that is just starting.`;
  const where = holder.address === null ? '' : ` at ${holder.address}`;
  return (
    `The data folder ${path} is in use by process ${holder.pid} (leasehold ${holder.command}${where}, since ${holder.since}). ` +
    'Stop that one, or set DATA_DIR to another folder.'
  );
}

/** What the holder wrote about itself; null while it has not yet (what a killed one left behind does not count). */
function readHolder(note: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(note, 'utf8')) as Holder;
    return isAlive(holder.pid) ? holder : null;
  } catch {
    // Absent: the holder is just starting or just ending.
    return null;
  }
}
