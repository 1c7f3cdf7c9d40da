import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf } from './birth.mjs';
import { clone } from './clone.mjs';

// What runs from this clone right now: a build must not change the files that a server loads as it goes, and two
// installs must not meet. A mark is a file named after its process, and holds when that was born: an ID that was
// given to another process marks nothing.

const folder = join(clone, 'dist', 'running');

/**
 * Marks this process as doing `work` until it ends. Where the clone cannot be written there is nobody who could build.
 * @param {string} work
 */
export function mark(work) {
  const file = join(folder, String(process.pid));
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify({ work, birth: birthOf(process.pid) }));
    process.once('exit', () => rmSync(file, { force: true }));
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
}

/** The processes that have a mark and live, but for this one and who started it; marks of dead ones are cleared. */
export function othersAtWork() {
  return names().flatMap((name) => {
    const file = join(folder, name);
    const pid = Number(name);
    if (pid === process.pid || pid === process.ppid) return [];
    const { work, birth } = read(file);
    if (birth !== undefined && birth === birthOf(pid)) return [{ pid, work }];
    try {
      rmSync(file, { force: true });
    } catch {
      // Not ours to clear.
    }
    return [];
  });
}

function names() {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing has run here yet.
    return [];
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // It ended meanwhile.
    return {};
  }
}
