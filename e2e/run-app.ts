import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** This clone; tests of the process run on its build. */
export const clone = join(import.meta.dirname, '..');

export type RunningApp = {
  /** The start script, whose exit is that of `npm start`. */
  script: ChildProcess;
  url: string;
  /** All it has printed so far, on either stream. */
  output(): string;
  /** Sends the signal and gives the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

export type RunOptions = {
  env: Record<string, string>;
  /** Another clone. */
  from?: string;
  /** Another user, for root. */
  uid?: number;
};

const running = new Set<ChildProcess>();

function launch({ env, from = clone, uid }: RunOptions) {
  const script = spawn(join(from, 'node_modules', '.bin', 'node'), [join(from, 'cli', 'start.mjs')], {
    cwd: from,
    // Nothing of the tests' own environment may decide: DATABASE_URL, say.
    env: { PATH: process.env.PATH, ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  running.add(script);
  script.once('exit', () => running.delete(script));
  let output = '';
  for (const stream of [script.stdout, script.stderr]) stream.on('data', (chunk) => (output += chunk));
  return { script, output: () => output };
}

/** Starts the app as `npm start` does and waits until it says that it is ready. */
export async function startApp(options: RunOptions): Promise<RunningApp> {
  const { script, output } = launch(options);
  const ended = once(script, 'exit');
  while (!output().includes('Leasehold is ready')) {
    await Promise.race([once(script.stdout ?? script, 'data'), ended]);
    if (script.exitCode !== null) throw new Error(`it did not start: ${output()}`);
  }
  return {
    script,
    url: `http://localhost:${options.env.PORT}`,
    output,
    async end(signal = 'SIGTERM') {
      script.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

/** Starts an app that is expected to refuse; gives its exit code and what it said. */
export async function refusal(options: RunOptions): Promise<{ code: number | null; lines: string[] }> {
  const { script, output } = launch(options);
  const [code] = await once(script, 'close');
  return { code, lines: output().trimEnd().split('\n') };
}

/** Ends what a failed test left running. */
export async function endAll(): Promise<void> {
  await Promise.all(
    [...running].map(async (script) => {
      const ended = once(script, 'exit');
      script.kill('SIGTERM');
      await ended;
    }),
  );
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The process that serves a data folder: not the start script, but what it runs. */
export function serverPid(dataDir: string): number {
  return JSON.parse(readFileSync(join(dataDir, 'process.json'), 'utf8')).pid;
}

/** The embedded database's process; null when there is none. */
export function databasePid(dataDir: string): number | null {
  const file = join(dataDir, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}
