import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, installDatabase, openDatabase } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { hasCheckPartition } from '#db/queries/condition.ts';
import { checkServer } from '#db/server-version.ts';
import { keepTables } from '#db/upkeep.ts';
import { ensureOperatorLink } from '#lib/accounts/ensure-operator-link.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { keyStore } from '#lib/keys/key-store.ts';
import { renewKeys, startKeys } from '#lib/keys/start-keys.ts';
import { sendMail } from '#lib/notices/send-mail.ts';
import { Closers } from '#lib/platform/closers.ts';
import { type Config, type ExternalDatabase, readConfig } from '#lib/platform/config.ts';
import { chooseDataFolder, prepareDataFolder, readSecret } from '#lib/platform/data-folder.ts';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { lockFolder } from '#lib/platform/folder-lock.ts';
import { healthz, makeReadyz, type Probes } from '#lib/platform/health.ts';
import { claimPort, type Handler } from '#lib/platform/http-front.ts';
import { type Installation, setInstallation } from '#lib/platform/installation.ts';
import { migrateJobs, startJobs } from '#lib/platform/jobs.ts';
import type { JobsConnection } from '#lib/platform/jobs-connection.ts';
import { log } from '#lib/platform/log.ts';
import { openMailer } from '#lib/platform/mailer.ts';
import { makePeerReader, stampPeer } from '#lib/platform/peer.ts';
import { reasonOf, StartRefused } from '#lib/platform/start-refused.ts';
import { directChecks } from '#lib/validation/direct.ts';
import { installRecorder, makeRecorder } from '#lib/validation/recorder.ts';

// The process. `start` opens one thing after the other, and what it opened is closed in the opposite order when a
// signal comes, the start script is gone, or something breaks. This file is bundled to dist/server.mjs.

/** The clone: the bundle lies in its folder dist. */
const clone = join(import.meta.dirname, '..');
/** Copies of one Ctrl-C (the terminal's, npm's, the start script's) come together; a later one is a second Ctrl-C. */
const SAME_SIGNAL_MS = 1_000;
const RENEW_KEYS_MS = 3_600_000;

const stop = new AbortController();
const closers = new Closers();
let exitCode = 0;

/**
 * Everything that serving needs, in order. A new part goes between the database and `front.open`: start it, give its
 * end to `closers`, and a question to `probes` if readiness hangs on it.
 */
async function start(): Promise<void> {
  const config = readConfigOrRefuse();
  const routes = new Map<string, Handler>();
  let probes: Probes | null = null;
  routes.set('/healthz', healthz);
  routes.set(
    '/readyz',
    makeReadyz(() => probes),
  );

  const folder = chooseDataFolder({ named: config.dataDir, clone });
  const user = config.database ? null : chooseDatabaseUser(folder.clusterDir);
  prepareDataFolder(folder, user);
  const lock = lockFolder(folder.path, { command: 'server', address: config.appUrl });
  closers.add('data folder', () => lock.release());

  const front = await claimPort({ ...config, routes });
  closers.add('port', (options) => front.close(options));
  // Loaded while the database starts: both take a while and neither needs the other.
  const nextModule = import('next');
  const secret = config.authSecret ?? readSecret(folder);
  const installation = { config, secret, dataDir: folder.path };
  setInstallation(installation);
  const server = await openServer({ config, dataDir: folder.path, secret, user });
  stop.signal.throwIfAborted();

  const roles = await migrateOrRefuse(server);
  const database = openDatabase({ url: server.url, prepare: server.isPrepared, role: roles.appRole });
  installDatabase(database);
  closers.add('database', () => database.close());

  await startKeys({ handle: database.orm, secret, dataDir: folder.path, now: Date.now() });
  const checks = makeRecorder({ sql: database.checks });
  installRecorder(checks);
  closers.add('checks', () => checks.close());
  await startUpkeep({
    installation,
    database,
    jobsConnection: { url: server.directUrl, ownerRole: roles.ownerRole },
  });

  const pages = await openPages(await nextModule, config.appUrl);
  closers.add('pages', () => pages.close());
  const handlePage = pages.getRequestHandler();
  const readPeer = makePeerReader(config.trustedProxies);

  routes.set('/api/v1/validate', directChecks({ readPeer }));
  probes = {
    database: () => database.ping(),
    keys: () => void keyStore(),
    'check counts': () => requireNextPartition(database),
  };
  front.open((request, response) => {
    stampPeer(request, readPeer);
    return handlePage(request, response);
  });
  closers.add('requests', (options) => front.close(options));
  stop.signal.throwIfAborted();
  const link = await database.transaction((tx) => ensureOperatorLink(tx, Date.now()));
  announce([
    `Leasehold is ready at ${config.appUrl}`,
    `Data folder: ${folder.path}`,
    ...(link === null ? [] : [`To become the first operator, open within a day: ${config.appUrl}${link}`]),
  ]);
}

type Upkeep = { installation: Installation; database: Database; jobsConnection: JobsConnection };

/** Mail and other jobs, what the tables need daily, and the keys, read afresh each hour. */
async function startUpkeep({ installation, database, jobsConnection }: Upkeep): Promise<void> {
  await migrateJobs(jobsConnection);
  const mailer = openMailer(installation);
  closers.add('mail', () => mailer.close());
  const jobs = startJobs({
    ...jobsConnection,
    handlers: { 'send-mail': sendMail(mailer), 'keep-tables': ({ now }) => keepTables(database.orm, now) },
    schedule: { 'keep-tables': '17 3 * * *' },
  });
  closers.add('jobs', (options) => jobs.stop(options));
  await keepTables(database.orm, Date.now());
  const renewal = setInterval(() => {
    renewKeys({ handle: database.orm, secret: installation.secret, now: Date.now() }).catch(
      (error: unknown) => log.error({ err: error }, 'the keys could not be read afresh'),
    );
  }, RENEW_KEYS_MS);
  closers.add('keys', () => clearInterval(renewal));
}

/** Checks of a month without a partition cannot be counted: said a week before it comes to that. */
async function requireNextPartition(database: Database): Promise<void> {
  const soon = Date.now() + 7 * DAY_MS;
  if (!(await hasCheckPartition(database.orm, soon))) throw new Error('next month has no partition');
}

function readConfigOrRefuse(): Config {
  const result = readConfig();
  if (!result.ok) throw new StartRefused(result.line);
  return result.config;
}

/**
 * Next, on the configuration of the build, given the way its own standalone server gives it. Otherwise it compiles
 * next.config.ts at each start and reads .env files, which config.ts would know nothing of.
 */
async function openPages({ default: next }: typeof import('next'), appUrl: string) {
  const manifest = JSON.parse(readFileSync(join(clone, '.next', 'required-server-files.json'), 'utf8'));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(manifest.config);
  const { hostname, port, protocol } = new URL(appUrl);
  const pages = next({
    dev: false,
    dir: clone,
    hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  });
  // It says that it has read its configuration, whatever it is told.
  const print = console.log;
  console.log = () => undefined;
  try {
    await pages.prepare();
  } finally {
    console.log = print;
  }
  return pages;
}

type ServerOptions = {
  config: Config;
  dataDir: string;
  secret: string;
  user: ReturnType<typeof chooseDatabaseUser>;
};

async function openServer({ config, dataDir, secret, user }: ServerOptions): Promise<ExternalDatabase> {
  if (config.database) {
    await checkServer(config.database);
    return config.database;
  }
  const embedded = await startEmbedded({ dataDir, secret, user, log, signal: stop.signal });
  closers.add('embedded database', (options) => embedded.stop(options));
  return { url: embedded.url, directUrl: embedded.url, isPrepared: true };
}

async function migrateOrRefuse({ directUrl, isPrepared }: ExternalDatabase) {
  try {
    return await migrate({ url: directUrl, folder: join(clone, 'db', 'migrations'), pooled: !isPrepared });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartRefused(`The database cannot be brought to this version: ${reason}.`, { cause: error });
  }
}

function announce(lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The reason alone when it is one that the reader can do something about, else everything. */
function report(error: unknown): void {
  exitCode = 1;
  if (error instanceof StartRefused) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error, reason: reasonOf(error) }, 'Leasehold cannot go on');
}

let stoppedAt: number | null = null;

function requestStop(): void {
  if (stoppedAt !== null && performance.now() - stoppedAt > SAME_SIGNAL_MS) closers.hurry();
  stoppedAt ??= performance.now();
  stop.abort();
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, requestStop);
// The start script holds the other end. When that is killed nobody could stop us but by our process ID.
process.on('disconnect', requestStop);
process.on('unhandledRejection', (error) =>
  log.error({ err: error }, 'a promise failed that nobody waited for'),
);
process.on('uncaughtException', (error) => {
  report(error);
  requestStop();
});

const stopped = new Promise<void>((resolve) => {
  stop.signal.addEventListener('abort', () => resolve());
});
try {
  await start();
  await stopped;
} catch (error) {
  if (!stop.signal.aborted) report(error);
}
await closers.run();
process.exit(exitCode);
