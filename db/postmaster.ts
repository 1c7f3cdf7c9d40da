import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '#lib/platform/is-alive.ts';
import { reasonOf } from '#lib/platform/start-refused.ts';

/** A running server, as its postmaster.pid says. */
export type Postmaster = { pid: number; port: number; isReady: boolean };

/** Any process that lives is asked this often whether it still does, when it is not our child. */
const POLL_MS = 100;

/**
 * What `postmaster.pid` in the cluster says (line 1 the process ID, 4 the port, 8 the status), whether or not that
 * process lives; null when there is none or it is not complete yet.
 */
export function readPostmaster(clusterDir: string): Postmaster | null {
  const file = join(clusterDir, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port, isReady: (lines[7] ?? '').startsWith('ready') } : null;
}

/**
 * Whether the process lives and is a server that we started on this cluster: its command line names it. Anything else
 * has only been given the ID again. (Its working folder would tell too, but root in a container may not read that.)
 */
export function isPostmasterOf(pid: number, clusterDir: string): boolean {
  if (!isAlive(pid)) return false;
  const words = commandOf(pid);
  return words.includes('postgres') && words.includes(clusterDir);
}

function commandOf(pid: number): string {
  if (!existsSync('/proc/self/cmdline')) {
    return spawnSync('ps', ['-ww', '-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).stdout;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // Gone meanwhile.
    return '';
  }
}

/**
 * Postgres does not start while the process in `postmaster.pid` lives, even when the ID has only been given to
 * another one, or it has ended and nobody collected it. Ours, its parent's, it passes over, and then still looks whether the old server's memory is in use,
 * which it could not if the file were taken away.
 */
export function freePidFile(clusterDir: string): void {
  const file = join(clusterDir, 'postmaster.pid');
  const left = readPostmaster(clusterDir);
  if (!left || isPostmasterOf(left.pid, clusterDir)) return;
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [process.pid, ...rest].join('\n'));
}

/** Waits until the process is gone; false when it still lives after `forMs`. */
export async function untilGone(pid: number, forMs: number): Promise<boolean> {
  for (let waited = 0; isAlive(pid); waited += POLL_MS) {
    if (waited >= forMs) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (reasonOf(error) !== 'ESRCH') throw error;
  }
}
