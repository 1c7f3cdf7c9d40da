import { join } from 'node:path';
import {
  type Database,
  type DatabaseOptions,
  installDatabase,
  openDatabase,
  database as openedDatabase,
} from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { KEEPER_CONNECTIONS, pageConnectionsOrRefuse, readConnectionLimit } from '#db/pool-sizes.ts';
import { hasCheckPartition } from '#db/queries/condition.ts';
import { checkServer } from '#db/server-version.ts';
import { foldCounts, keepTables } from '#db/upkeep.ts';
import { ensureOperatorLink } from '#lib/accounts/ensure-operator-link.ts';
import { keepAgreements } from '#lib/agreements/keep-agreements.ts';
import { serveNotice } from '#lib/agreements/serve-notice.ts';
import { startSealer } from '#lib/audit/start-sealer.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { keyStore } from '#lib/keys/key-store.ts';
import { renewKeys, startKeys } from '#lib/keys/start-keys.ts';
import { deliver } from '#lib/notices/deliver.ts';
import { remind } from '#lib/notices/remind.ts';
import { sendMail } from '#lib/notices/send-mail.ts';
import { takeUpDeliveries } from '#lib/notices/take-up-deliveries.ts';
import { answerMetrics } from '#lib/operating/answer-metrics.ts';
import { Closers } from '#lib/platform/closers.ts';
import { type Config, type ExternalDatabase, readConfig } from '#lib/platform/config.ts';
import { chooseDataFolder, prepareDataFolder, readSecret } from '#lib/platform/data-folder.ts';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { lockFolder } from '#lib/platform/folder-lock.ts';
import { healthz, makeReadyz, type Probes } from '#lib/platform/health.ts';
import { claimPort, type Front, type Handler } from '#lib/platform/http-front.ts';
import { type Installation, setInstallation } from '#lib/platform/installation.ts';
import { migrateJobs, startJobs } from '#lib/platform/jobs.ts';
import type { JobsConnection } from '#lib/platform/jobs-connection.ts';
import { log } from '#lib/platform/log.ts';
import { openMailer } from '#lib/platform/mailer.ts';
import { loadNext, openPages } from '#lib/platform/pages.ts';
import { makePeerReader, stampPeer } from '#lib/platform/peer.ts';
import { reasonOf, StartRefused } from '#lib/platform/start-refused.ts';
import { isWorker, KeeperChannel, startWorkers } from '#lib/platform/workers.ts';
import { directChecks } from '#lib/validation/direct.ts';
import { installRecorder, makeRecorder } from '#lib/validation/recorder.ts';

// The process, bundled to dist/server.mjs. It opens one thing after the other, and what it opened is closed in the
// opposite order when a signal comes, the start script is gone, or something breaks. With one worker a single process
// does everything. With more, the one that was started is the keeper: it has the data folder, the database, jobs and
// upkeep, and its workers, which run this file too, serve. It is one file, and over 250 lines, because what it says is
// the order of the whole.

/** The clone: the bundle lies in its folder dist. */
const clone = join(import.meta.dirname, '..');
/** Copies of one Ctrl-C (the terminal's, npm's, the start script's) come together; a later one is a second Ctrl-C. */
const SAME_SIGNAL_MS = 1_000;
const RENEW_KEYS_MS = 3_600_000;
/** A year (RFC 6797), and of this host alone: what else runs in its domain is not ours to bind. */
const HSTS = 'max-age=31536000';

const stop = new AbortController();
const closers = new Closers();
let exitCode = 0;

/** What a process needs in order to serve. Plain data: workers get it as JSON. */
type Means = { dataDir: string; secret: string; access: DatabaseOptions };

/** The single process, or the keeper. A new part goes between the database and `openToAll`; one that every process that serves needs, into `serve`. */
async function start(): Promise<void> {
  const config = readConfigOrRefuse();
  const folder = chooseDataFolder({ named: config.dataDir, clone });
  const user = config.database ? null : chooseDatabaseUser(folder.clusterDir);
  prepareDataFolder(folder, user);
  const lock = lockFolder(folder.path, { command: 'server', address: config.appUrl });
  closers.add('data folder', () => lock.release());

  const openToAll = config.workers === 1 ? await claimForUs(config) : await claimForWorkers(config);
  const secret = config.authSecret ?? readSecret(folder);
  const installation = { config, secret, dataDir: folder.path };
  setInstallation(installation);
  const server = await openServer({ config, dataDir: folder.path, secret, user });
  stop.signal.throwIfAborted();

  const pages = await pageConnectionsOf(config, server);
  const folderOfMigrations = join(clone, 'db', 'migrations');
  const roles = await migrate({
    url: server.directUrl,
    folder: folderOfMigrations,
    pooled: !server.isPrepared,
  });
  const access = { url: server.url, prepare: server.isPrepared, role: roles.appRole, pages };
  const database = openPools(config.workers === 1 ? access : { ...access, pages: KEEPER_CONNECTIONS });
  await startKeys({ handle: database.orm, secret, dataDir: folder.path, now: Date.now() });
  renewKeysHourly(database, secret);
  const jobsConnection = { url: server.directUrl, ownerRole: roles.ownerRole };
  await startUpkeep({ installation, database, jobsConnection });

  await openToAll({ dataDir: folder.path, secret, access });
  stop.signal.throwIfAborted();
  const link = await database.transaction((tx) => ensureOperatorLink(tx, Date.now()));
  announce([
    `Leasehold is ready at ${config.appUrl}`,
    `Data folder: ${folder.path}`,
    ...(link === null ? [] : [`To become the first operator, open within a day: ${config.appUrl}${link}`]),
  ]);
}

/** A worker: what the keeper has is not its business, so it opens no more than serving needs. */
async function startWorker(): Promise<void> {
  const keeper = new KeeperChannel<Means>((isHurried) => {
    if (isHurried) closers.hurry();
    requestStop();
  });
  try {
    const config = readConfigOrRefuse();
    const { isClaiming, ticketKeys } = await keeper.opening();
    const claimed = isClaiming ? await claimDoor(config, ticketKeys) : null;
    const next = loadNext();
    const { dataDir, secret, access } = await keeper.means();
    setInstallation({ config, secret, dataDir });
    const database = openPools(access);
    await renewKeys({ handle: database.orm, secret, now: Date.now() });
    renewKeysHourly(database, secret);
    await serve({
      config,
      database,
      next,
      door: async () => claimed ?? (await claimDoor(config, ticketKeys)),
    });
    await keeper.report({ kind: 'serves' });
  } catch (error) {
    // The keeper says it, once.
    if (error instanceof StartRefused) await keeper.report({ kind: 'refused', line: error.message });
    throw error;
  }
}

/** Where requests come in. Until `front.open` all but health waits. */
type Door = { front: Front; routes: Map<string, Handler>; setProbes(probes: Probes): void };

async function claimDoor(config: Config, ticketKeys?: Buffer): Promise<Door> {
  let probes: Probes | null = null;
  const routes = new Map<string, Handler>([
    ['/healthz', healthz],
    ['/readyz', makeReadyz(() => probes)],
  ]);
  const front = await claimPort({ ...config, routes, isShared: isWorker(), ticketKeys });
  closers.add('port', (options) => front.close(options));
  return { front, routes, setProbes: (asked) => (probes = asked) };
}

/** Takes the port; what it gives serves from this process, whose database is open by then. */
async function claimForUs(config: Config): Promise<(means: Means) => Promise<void>> {
  const door = await claimDoor(config);
  // Loaded while the database starts: both take a while and neither needs the other.
  const next = loadNext();
  return () => serve({ config, database: openedDatabase(), next, door: async () => door });
}

/** Starts workers, which take the port; what it gives has them serve. */
async function claimForWorkers(config: Config): Promise<(means: Means) => Promise<void>> {
  // What is wrong with port or certificate is said before the work of starting.
  const attempt = await claimPort({ ...config, routes: new Map() });
  await attempt.close({ atOnce: true });
  const workers = startWorkers<Means>(config.workers);
  // Twice, like the port and its requests: here in case the start fails, and later so that they end before the database.
  const end = (options: { atOnce: boolean }) => workers.stop(options);
  closers.add('workers', end);
  return async (means) => {
    closers.add('workers', end);
    await workers.serve(means);
  };
}

type Serving = {
  config: Config;
  database: Database;
  next: ReturnType<typeof loadNext>;
  door: () => Promise<Door>;
};

/** Checks on the direct path, everything else by Next. */
async function serve({ config, database, next, door }: Serving): Promise<void> {
  const checks = makeRecorder({ sql: database.checks });
  installRecorder(checks);
  closers.add('checks', () => checks.close());
  const pages = await openPages(await next, { clone, appUrl: config.appUrl });
  closers.add('pages', () => pages.close());
  const readPeer = makePeerReader(config.trustedProxies);
  const isHttps = config.tls !== null || config.appUrl.startsWith('https:');

  const { front, routes, setProbes } = await door();
  routes.set('/api/v1/validate', directChecks({ readPeer }));
  routes.set('/metrics', answerMetrics({ readPeer, checks }));
  setProbes({
    database: () => database.ping(),
    keys: () => void keyStore(),
    'check counts': () => requireNextPartition(database),
  });
  front.open((request, response) => {
    stampPeer(request, readPeer);
    if (isHttps) response.setHeader('strict-transport-security', HSTS);
    return pages.handle(request, response);
  });
  closers.add('requests', (options) => front.close(options));
}

function openPools(access: DatabaseOptions): Database {
  const database = openDatabase(access);
  installDatabase(database);
  closers.add('database', () => database.close());
  return database;
}

/** How many connections each process may use for pages; undefined for as many as it likes. A pooler shares out its own. */
async function pageConnectionsOf(
  { workers }: Config,
  { directUrl, isPrepared }: ExternalDatabase,
): Promise<number | undefined> {
  if (workers === 1 || !isPrepared) return undefined;
  return pageConnectionsOrRefuse({ workers, allowed: await readConnectionLimit(directUrl) });
}

/** Each process that signs reads the keys for itself. */
function renewKeysHourly(database: Database, secret: string): void {
  const renewal = setInterval(() => {
    renewKeys({ handle: database.orm, secret, now: Date.now() }).catch((error: unknown) =>
      log.error({ err: error }, 'the keys could not be read afresh'),
    );
  }, RENEW_KEYS_MS);
  closers.add('keys', () => clearInterval(renewal));
}

type Upkeep = { installation: Installation; database: Database; jobsConnection: JobsConnection };

/** Mail and other jobs, and what the tables need. */
async function startUpkeep({ installation, database, jobsConnection }: Upkeep): Promise<void> {
  await migrateJobs(jobsConnection);
  const mailer = openMailer(installation);
  closers.add('mail', () => mailer.close());
  const jobs = startJobs({
    ...jobsConnection,
    handlers: {
      'send-mail': sendMail(mailer),
      // What becomes true with the acceptance of a mail, by notice, goes into the second argument.
      deliver: deliver(mailer, {
        'ending-notice': (tx, { subjectId }, acceptedAt) => serveNotice(tx, subjectId, acceptedAt),
      }),
      'keep-agreements': ({ now }) => keepAgreements(now),
      remind: ({ now }) => remind(now),
      'take-up-deliveries': ({ now }) => takeUpDeliveries(now),
      'keep-tables': ({ now }) => keepTables(database.orm, now),
      'fold-counts': ({ now }) => foldCounts(database.orm, now),
    },
    schedule: {
      'keep-tables': '17 3 * * *',
      'fold-counts': '27 * * * *',
      'keep-agreements': '* * * * *',
      remind: '*/5 * * * *',
      'take-up-deliveries': '*/10 * * * *',
    },
  });
  closers.add('jobs', (options) => jobs.stop(options));
  const { secret, dataDir } = installation;
  const sealer = await startSealer({ handle: database.orm, secret, dataDir });
  closers.add('audit log', () => sealer.stop());
  await keepTables(database.orm, Date.now());
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

function announce(lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The reason alone when it is one that the reader can do something about, else everything. */
function report(error: unknown): void {
  exitCode = 1;
  if (error instanceof StartRefused && isWorker()) return;
  if (error instanceof StartRefused) process.stderr.write(`${error.message}\n`);
  else log.fatal({ err: error, reason: reasonOf(error) }, 'Leasehold cannot go on');
}

let stoppedAt: number | null = null;

function requestStop(): void {
  if (stoppedAt !== null && performance.now() - stoppedAt > SAME_SIGNAL_MS) closers.hurry();
  stoppedAt ??= performance.now();
  stop.abort();
}

/** What a terminal sends, it sends to workers too; these end when the keeper says so. */
const atTerminal = isWorker() ? () => undefined : requestStop;
for (const name of ['SIGINT', 'SIGHUP'] as const) process.on(name, atTerminal);
process.on('SIGTERM', requestStop);
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
  await (isWorker() ? startWorker() : start());
  await stopped;
} catch (error) {
  if (!stop.signal.aborted) report(error);
}
await closers.run();
process.exit(exitCode);
