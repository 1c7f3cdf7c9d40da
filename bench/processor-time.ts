import { readdirSync, readFileSync } from 'node:fs';

/** What Linux counts processor time in, for programs: USER_HZ, 100 a second on every platform that Node runs on. */
const TICKS_A_SECOND = 100;

type Stat = { parent: number; ticks: number; ticksOfReaped: number };

/** Whether this system says what a process has used. */
export function isProcessorTimeKnown(): boolean {
  return statOf(process.pid) !== null;
}

/**
 * Seconds of processor time (user and system) that a process and all its descendants have used, those included that
 * have ended and were waited for. NaN where /proc does not say.
 */
export function processorSeconds(root: number): number {
  const stats = new Map<number, Stat>();
  for (const name of entries()) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat) stats.set(Number(name), stat);
  }
  if (!stats.has(root)) return Number.NaN;
  let ticks = 0;
  for (const [pid, stat] of stats) {
    if (isBelow(pid, root, stats)) ticks += stat.ticks + stat.ticksOfReaped;
  }
  return ticks / TICKS_A_SECOND;
}

function isBelow(pid: number, root: number, stats: ReadonlyMap<number, Stat>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 0; at = stats.get(at)?.parent) {
    if (at === root) return true;
  }
  return false;
}

function entries(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    // Not Linux.
    return [];
  }
}

/** Fields of proc(5): after the name in parentheses come state (3), ppid (4) … utime (14), stime, cutime, cstime (17). */
function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const field = (nth: number) => Number(fields[nth - 3]);
    return { parent: field(4), ticks: field(14) + field(15), ticksOfReaped: field(16) + field(17) };
  } catch {
    // It has ended meanwhile, or there is no /proc.
    return null;
  }
}
