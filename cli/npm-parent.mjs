import { readFileSync } from 'node:fs';
import { birthOf } from './birth.mjs';

const POLL_MS = 500;

/**
 * Calls back once the npm that runs this script has ended: a killed one can pass no signal on. Between it and us
 * there may be a shell, which lives on; where /proc does not show who is who, only our parent is watched. Without npm
 * nothing is: then our parent may be a shell that is meant to end before us.
 * @param {() => void} callback
 */
export function whenNpmIsGone(callback) {
  if (!process.env.npm_execpath) return;
  const parent = process.ppid;
  const npm = [parent, parentOf(parent)].find((pid) => /\bnpm\b/.test(commandOf(pid)));
  const birth = npm === undefined ? undefined : birthOf(npm);
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || birthOf(npm) === birth)) return;
    clearInterval(timer);
    callback();
  }, POLL_MS);
}

function parentOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

function commandOf(pid) {
  return read(`/proc/${pid}/cmdline`);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // No such process, or no /proc.
    return '';
  }
}
