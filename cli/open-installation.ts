import { join } from 'node:path';
import { installDatabase, openDatabase } from '#db/client.ts';
import { findEmbedded, startEmbedded } from '#db/embedded.ts';
import { type Migrated, migrate } from '#db/migrate.ts';
import { checkServer } from '#db/server-version.ts';
import { Closers } from '#lib/platform/closers.ts';
import { type Config, type ExternalDatabase, readConfig } from '#lib/platform/config.ts';
import { chooseDataFolder, prepareDataFolder, readSecret } from '#lib/platform/data-folder.ts';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { lockFolder } from '#lib/platform/folder-lock.ts';
import { setInstallation } from '#lib/platform/installation.ts';
import { migrateJobs } from '#lib/platform/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { StartRefused } from '#lib/platform/start-refused.ts';

/** The clone: the bundle lies in its folder dist. */
export const clone = join(import.meta.dirname, '..');

export type Opened = { config: Config; dataDir: string; server: ExternalDatabase; roles: Migrated };

/**
 * Runs a command on the installation that the variables name, beside the app or without it: an embedded database that
 * does not run is started for as long as the command takes. The database is brought to this version first, which does
 * nothing when it is.
 */
export async function withInstallation<T>(command: string, run: (opened: Opened) => Promise<T>): Promise<T> {
  const closers = new Closers();
  try {
    return await run(await open(command, closers));
  } finally {
    await closers.run();
  }
}

async function open(command: string, closers: Closers): Promise<Opened> {
  const result = readConfig();
  if (!result.ok) throw new StartRefused(result.line);
  const { config } = result;
  const folder = chooseDataFolder({ named: config.dataDir, clone });
  const user = config.database ? null : chooseDatabaseUser(folder.clusterDir);
  prepareDataFolder(folder, user);
  const secret = config.authSecret ?? readSecret(folder);
  setInstallation({ config, secret, dataDir: folder.path });
  const server =
    config.database ?? (await embedded(command, { dataDir: folder.path, secret, user }, closers));
  if (config.database) await checkServer(config.database);
  const roles = await migrate({
    url: server.directUrl,
    folder: join(clone, 'db', 'migrations'),
    pooled: !server.isPrepared,
  });
  await migrateJobs({ url: server.directUrl, ownerRole: roles.ownerRole });
  const database = openDatabase({ url: server.url, prepare: server.isPrepared, role: roles.appRole });
  installDatabase(database);
  closers.add('database', () => database.close());
  return { config, dataDir: folder.path, server, roles };
}

type Embedded = { dataDir: string; secret: string; user: ReturnType<typeof chooseDatabaseUser> };

async function embedded(
  command: string,
  { dataDir, secret, user }: Embedded,
  closers: Closers,
): Promise<ExternalDatabase> {
  const running = await findEmbedded({ dataDir, secret });
  if (running) return { url: running.url, directUrl: running.url, isPrepared: true };
  const lock = lockFolder(dataDir, { command, address: null });
  closers.add('data folder', () => lock.release());
  const started = await startEmbedded({ dataDir, secret, user, log });
  closers.add('embedded database', (options) => started.stop(options));
  return { url: started.url, directUrl: started.url, isPrepared: true };
}
