import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lchownSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseUser } from '#lib/platform/database-user.ts';
import { reasonOf, StartRefused } from '#lib/platform/start-refused.ts';
import { freePidFile, readPostmaster } from './postmaster.ts';

export const ADMIN_LOGIN = 'leasehold_admin';

export type Cluster = {
  clusterDir: string;
  /** What the server prints; it lies outside the cluster, because the cluster is renamed when made. */
  logFile: string;
  /** The folder with `bin/postgres` and `bin/initdb`. */
  binDir: string;
  /** Null: whoever runs this. */
  user: DatabaseUser | null;
  /** Ends what is being started. */
  signal: AbortSignal | undefined;
};

const LONGEST_LOG_BYTES = 20 * 1024 * 1024;
/** Recovery after a crash reads at most max_wal_size (1 GB) of log. */
const START_MS = 120_000;
/** Below the ports that systems hand out to clients (Linux from 32768, macOS from 49152), or a client could take it. */
const PORTS = { from: 20_000, to: 32_000 };

/** Nothing of our environment reaches the server: PG… variables and locales would change what it does. */
const ENVIRONMENT = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
  // Next's types ask for it.
  NODE_ENV: 'production' as const,
};

function identity(user: DatabaseUser | null): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/**
 * Makes the cluster: beside its place and then renamed, so that one that is there is whole. One collation everywhere
 * (`builtin`, C.UTF-8), and every connection needs a password.
 */
export async function makeCluster(cluster: Cluster, password: string): Promise<void> {
  const { clusterDir, logFile, binDir, user, signal } = cluster;
  const making = `${clusterDir}.making`;
  const passwordFile = `${clusterDir}.password`;
  for (const left of [making, passwordFile]) rmSync(left, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [making, passwordFile]) chownSync(path, user.uid, user.gid);
  const words = [
    `--pgdata=${making}`,
    `--username=${ADMIN_LOGIN}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  const output = openLog(logFile);
  const offset = statSync(logFile).size;
  try {
    const initdb = spawn(join(binDir, 'bin', 'initdb'), words, {
      ...identity(user),
      cwd: '/',
      env: ENVIRONMENT,
      stdio: ['ignore', output, output],
      ...(signal && { signal }),
    });
    const [code] = await once(initdb, 'exit');
    if (code !== 0) throw new Error(lastLine(logFile, offset) ?? `initdb ended with ${code}`);
    renameSync(making, clusterDir);
    flush(dirname(clusterDir));
  } catch (error) {
    throw new StartRefused(
      `The embedded database cannot be made: ${reasonOf(error)}. The log is ${logFile}.`,
    );
  } finally {
    closeSync(output);
    rmSync(passwordFile, { force: true });
  }
}

/** A cluster that root brought here (a copy, a restored backup) is given to the user who is to run it. */
export function giveCluster({ clusterDir, user }: Cluster): void {
  if (!user || statSync(clusterDir).uid !== 0) return;
  for (const name of readdirSync(clusterDir, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(clusterDir, name), user.uid, user.gid);
  }
  chownSync(clusterDir, user.uid, user.gid);
}

function flush(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LONGEST_LOG_BYTES)
    renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

/** The last line that says what went wrong, of what was written after `offset`. */
function lastLine(logFile: string, offset: number): string | undefined {
  const lines = readFileSync(logFile).subarray(offset).toString('utf8').split('\n').filter(Boolean);
  const fatal = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1);
  return fatal?.replace(/^.*?(FATAL|PANIC|error): +/, '');
}

/**
 * Starts the server and waits until it takes connections. It gets a session of its own, so that a Ctrl-C at the
 * terminal reaches only us and we stop it when our own connections are closed. Throws, with what its log says, when
 * it does not come up.
 */
export async function startPostmaster(cluster: Cluster, port: number): Promise<ChildProcess> {
  const { clusterDir, logFile, binDir, user, signal } = cluster;
  freePidFile(clusterDir);
  const output = openLog(logFile);
  const offset = statSync(logFile).size;
  const server = spawn(join(binDir, 'bin', 'postgres'), ['-D', clusterDir, ...settingsOf(port)], {
    ...identity(user),
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['ignore', output, output],
    detached: true,
  });
  closeSync(output);
  let failure: string | undefined;
  server.once('error', (error) => {
    failure = reasonOf(error);
  });
  for (let waited = 0; failure === undefined; waited += 10) {
    if (hasEnded(server)) throw new Error(lastLine(logFile, offset) ?? 'it ended without a word');
    const running = readPostmaster(clusterDir);
    if (running?.pid === server.pid && running?.isReady) return server;
    if (signal?.aborted) server.kill('SIGINT');
    if (waited >= START_MS) {
      server.kill('SIGQUIT');
      throw new Error(`it did not take connections within ${START_MS / 1000} s`);
    }
    await sleep(10);
  }
  throw new Error(failure);
}

export function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null;
}

function settingsOf(port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: `${port}`,
    unix_socket_directories: '',
    // As many as 64 workers need at least (pool-sizes.ts).
    max_connections: '400',
    shared_buffers: '256MB',
    fsync: 'on',
    synchronous_commit: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    log_line_prefix: '%m [%p] ',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The port this cluster had last time if it is free, else a free one. */
export async function choosePort(portFile: string): Promise<number> {
  const before = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : Number.NaN;
  let port = before >= PORTS.from && before < PORTS.to ? before : randomPort();
  while (!(await isFree(port))) port = randomPort();
  if (port !== before) writeFileSync(portFile, `${port}\n`);
  return port;
}

function randomPort(): number {
  return PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    await once(probe.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
