import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { DatabaseUser } from '#lib/platform/database-user.ts';
import type { Log } from '#lib/platform/log.ts';
import { deriveKey } from '#lib/platform/secrets.ts';
import { reasonOf, StartRefused } from '#lib/platform/start-refused.ts';
import {
  ADMIN_LOGIN,
  type Cluster,
  choosePort,
  giveCluster,
  hasEnded,
  makeCluster,
  startPostmaster,
} from './cluster.ts';
import { findBinaries } from './embedded-binaries.ts';
import { DATABASE, ensureRoles, LOGIN } from './embedded-roles.ts';
import { isPostmasterOf, readPostmaster, signal, untilGone } from './postmaster.ts';

export type EmbeddedOptions = {
  /** It exists, is locked by this process, and `user` can enter it. */
  dataDir: string;
  /** 32 bytes, base64url; both passwords are derived from it. */
  secret: string;
  /** From chooseDatabaseUser. */
  user: DatabaseUser | null;
  log: Log;
  /** A folder with `bin/postgres`; the installed package's when left out. */
  binDir?: string;
  /** Gives up starting when aborted, and leaves nothing behind. */
  signal?: AbortSignal;
};

export type EmbeddedDatabase = {
  /** As the app's login, no superuser. The port stays the same as long as this process lives. */
  url: string;
  /** As superuser, to the database `postgres`. */
  adminUrl: string;
  /** Whether the server was running already, left behind by an app that was killed. */
  wasAdopted: boolean;
  /** The listener is called whenever the server has died and runs again. */
  onRestart(listener: () => void): void;
  /** Stops the server: cleanly, or, `atOnce`, so that it recovers at the next start. Nothing committed is lost either way. */
  stop(options?: { atOnce?: boolean }): Promise<void>;
};

const LONGEST_PAUSE_MS = 5_000;
const STOP_MS = 60_000;
const REMAINS_PAUSE_MS = 200;
const REMAINS_MS = 10_000;

/**
 * Runs the embedded Postgres of a data folder: makes the cluster the first time, takes over a server that an app left
 * behind, and starts it again whenever it dies. Throws StartRefused when it cannot.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, secret, user, log } = options;
  const clusterDir = join(dataDir, 'postgres');
  const cluster: Cluster = {
    clusterDir,
    logFile: join(dataDir, 'postgres.log'),
    binDir: options.binDir ?? findBinaries(user),
    user,
    signal: options.signal,
  };
  if (existsSync(clusterDir)) giveCluster(cluster);
  else await makeCluster(cluster, passwordsOf(secret).admin);
  const adopted = await adoptable(clusterDir);
  const port = adopted?.port ?? (await choosePort(join(dataDir, 'postgres.port')));
  const urls = urlsOf(port, secret);
  const server = new Supervisor(cluster, port, log);
  try {
    if (adopted) server.adopt(adopted.pid);
    else await server.start();
    await withAdmin(urls.adminUrl, (admin) => ensureRoles(admin, passwordsOf(secret).app));
  } catch (error) {
    await server.stop(false);
    throw refused(error, cluster);
  }
  return {
    ...urls,
    wasAdopted: adopted !== null,
    onRestart: (listener) => server.listeners.push(listener),
    stop: ({ atOnce = false } = {}) => server.stop(atOnce),
  };
}

/**
 * The addresses of the server that runs on a data folder right now, for a command that works beside the app; null
 * when none does. Nothing is started or taken over.
 */
export async function findEmbedded(options: {
  dataDir: string;
  secret: string;
}): Promise<Pick<EmbeddedDatabase, 'url' | 'adminUrl'> | null> {
  const running = await adoptable(join(options.dataDir, 'postgres'));
  return running && urlsOf(running.port, options.secret);
}

function passwordsOf(secret: string): { admin: string; app: string } {
  const password = (purpose: string) => deriveKey(secret, purpose).toString('base64url');
  return { admin: password('database-admin'), app: password('database-app') };
}

function urlsOf(port: number, secret: string): { url: string; adminUrl: string } {
  const { admin, app } = passwordsOf(secret);
  return {
    url: `postgres://${LOGIN}:${app}@127.0.0.1:${port}/${DATABASE}`,
    adminUrl: `postgres://${ADMIN_LOGIN}:${admin}@127.0.0.1:${port}/postgres`,
  };
}

/** A server of this cluster that lives and takes connections; one that is starting or ending is waited for. */
async function adoptable(clusterDir: string): Promise<{ pid: number; port: number } | null> {
  for (;;) {
    const running = readPostmaster(clusterDir);
    if (!running || !isPostmasterOf(running.pid, clusterDir)) return null;
    if (running.isReady) return running;
    await sleep(50);
  }
}

async function withAdmin(url: string, run: (admin: postgres.Sql) => Promise<void>): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined, connect_timeout: 10, ssl: false });
  try {
    await run(admin);
  } finally {
    await admin.end({ timeout: 5 });
  }
}

function refused(error: unknown, { clusterDir, logFile }: Cluster): StartRefused {
  if (error instanceof StartRefused) return error;
  if (reasonOf(error) === '28P01') {
    return new StartRefused(
      `The database in ${clusterDir} was made with another secret. Restore the one it was made with (AUTH_SECRET, or the file secret in the data folder).`,
    );
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new StartRefused(`The embedded database does not start: ${reason}. Its log is ${logFile}.`, {
    cause: error,
  });
}

/** Keeps one server running until told to stop, whether it is our child or was taken over. */
class Supervisor {
  readonly listeners: (() => void)[] = [];
  readonly #cluster: Cluster;
  readonly #port: number;
  readonly #log: Log;
  #pid: number | null = null;
  #isStopping = false;
  /** Ends when the server has ended and is not started again. */
  #watch: Promise<void> = Promise.resolve();

  constructor(cluster: Cluster, port: number, log: Log) {
    this.#cluster = cluster;
    this.#port = port;
    this.#log = log;
  }

  adopt(pid: number): void {
    this.#pid = pid;
    this.#watch = this.#keepAlive(untilGone(pid, Number.POSITIVE_INFINITY));
  }

  /** When the server and the app were killed together, what is left of the server may need a moment to end. */
  async start(): Promise<void> {
    for (let waited = 0; ; waited += REMAINS_PAUSE_MS) {
      try {
        this.#watch = this.#keepAlive(ended(await this.#spawn()));
        return;
      } catch (error) {
        const areRemains = error instanceof Error && error.message.includes('shared memory block');
        if (!areRemains || waited >= REMAINS_MS) throw error;
        await sleep(REMAINS_PAUSE_MS);
      }
    }
  }

  async #spawn(): Promise<ChildProcess> {
    const server = await startPostmaster(this.#cluster, this.#port);
    this.#pid = server.pid ?? null;
    return server;
  }

  async #keepAlive(firstEnd: Promise<unknown>): Promise<void> {
    let end = firstEnd;
    for (;;) {
      await end;
      this.#pid = null;
      if (this.#isStopping) return;
      this.#log.error(
        { database: this.#cluster.clusterDir },
        'the embedded database ended; starting it again',
      );
      const server = await this.#revive();
      if (!server) return;
      end = ended(server);
      // The stop came while it was being started: it does not know of this one.
      if (this.#isStopping) server.kill('SIGINT');
      this.#log.warn({ database: this.#cluster.clusterDir }, 'the embedded database runs again');
      for (const listener of this.listeners) listener();
    }
  }

  /** Tries until it works. At first it may not: what is left of the server that died needs a moment to end. */
  async #revive(): Promise<ChildProcess | null> {
    for (let pause = 100; !this.#isStopping; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await this.#spawn();
      } catch (error) {
        this.#log.error({ reason: reasonOf(error) }, 'the embedded database does not start');
        await sleep(pause);
      }
    }
    return null;
  }

  async stop(atOnce: boolean): Promise<void> {
    this.#isStopping = true;
    const pid = this.#pid;
    if (pid !== null) {
      signal(pid, atOnce ? 'SIGQUIT' : 'SIGINT');
      if (!(await untilGone(pid, STOP_MS))) signal(pid, 'SIGQUIT');
    }
    await this.#watch;
  }
}

async function ended(server: ChildProcess): Promise<void> {
  if (!hasEnded(server)) await once(server, 'exit');
}
