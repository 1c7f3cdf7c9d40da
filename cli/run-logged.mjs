import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

const LINES_SHOWN = 15;
const INTERRUPTED = 130;

/**
 * Runs a program with everything it prints in a file, because nobody needs it unless it fails.
 * @param {string} command
 * @param {string[]} words
 * @param {{ cwd: string, log: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function runLogged(command, words, { cwd, log, env = process.env }) {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  const child = spawn(command, words, { cwd, env, stdio: ['ignore', output, output] });
  closeSync(output);
  let isInterrupted = false;
  const forward = (name) => {
    isInterrupted = true;
    child.kill(name);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(name, forward);
  try {
    const isDone = await new Promise((resolve) => {
      child.once('error', () => resolve(false));
      child.once('exit', (code) => resolve(code === 0));
    });
    // Whoever stops it need not be told that it failed.
    if (isInterrupted) process.exit(INTERRUPTED);
    return isDone;
  } finally {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(name, forward);
  }
}

/**
 * What failed, the log's last lines and where all of it is.
 * @param {string} what
 * @param {string} log
 */
export function failureText(what, log) {
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-LINES_SHOWN);
  return `${what} failed. Its last lines:\n\n${lines.map((line) => `  ${line}`).join('\n')}\n\nAll of it: ${relative(process.cwd(), log)}\n`;
}
