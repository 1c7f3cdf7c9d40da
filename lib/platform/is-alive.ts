import { readFileSync } from 'node:fs';

/**
 * Whether a process with this ID lives, whoever it belongs to. It need not be the one that is meant: IDs are used
 * again. One that has ended and was not collected by its parent (some containers' first process collects none) is dead.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const isAnothers = error instanceof Error && 'code' in error && error.code === 'EPERM';
    if (!isAnothers) return false;
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // No /proc on this system.
    return false;
  }
}
