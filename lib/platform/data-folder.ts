import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { chooseDatabaseUser, type DatabaseUser, mayEnter } from './database-user.ts';
import { reasonOf, StartRefused } from './start-refused.ts';

/** Where data goes that cannot lie in the clone, and the database's binaries for a user who cannot enter it. */
export const SYSTEM_FOLDER = '/var/lib/leasehold';

export type DataFolder = {
  /** Absolute. */
  path: string;
  /** The embedded cluster, whether or not there is one. */
  clusterDir: string;
  /** Whether DATA_DIR named it. */
  isNamed: boolean;
};

/**
 * The data folder: the named one, else `.leasehold` in the clone, else, for root in a clone that the database's user
 * cannot enter, a folder of its own below /var/lib/leasehold that is found again by the clone's path.
 */
export function chooseDataFolder({ named, clone }: { named: string | null; clone: string }): DataFolder {
  const path = named ?? unnamedFolder(realpathSync(clone));
  return { path, clusterDir: join(path, 'postgres'), isNamed: named !== null };
}

function unnamedFolder(clone: string): string {
  const local = join(clone, '.leasehold');
  const user = chooseDatabaseUser(join(local, 'postgres'));
  if (!user || mayEnter(user, clone)) return local;
  const digits = createHash('sha256').update(clone).digest('hex').slice(0, 8);
  return join(SYSTEM_FOLDER, `${basename(clone)}-${digits}`);
}

/** Makes the folder if need be. Throws StartRefused when it cannot be written, or when `user` could not enter it. */
export function prepareDataFolder(folder: DataFolder, user: DatabaseUser | null): void {
  const nearest = nearestThere(folder.path);
  if (!statSync(nearest).isDirectory()) throw unwritable(folder, `${nearest} is a file`);
  if (user && !mayEnter(user, nearest)) throw unenterable(folder, user);
  try {
    makeFolder(folder.path, user);
    accessSync(folder.path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(folder, reasonOf(error));
  }
}

function unwritable({ path, isNamed }: DataFolder, reason: string): StartRefused {
  return new StartRefused(
    isNamed
      ? `DATA_DIR is ${JSON.stringify(path)}; it must be a folder that can be written (${reason}).`
      : `The data folder ${path} cannot be written (${reason}). Set DATA_DIR to a folder that can.`,
  );
}

function unenterable({ path, isNamed }: DataFolder, { name, uid }: DatabaseUser): StartRefused {
  const who = `the database's user (${name}, uid ${uid}; Postgres does not run as root)`;
  return new StartRefused(
    isNamed
      ? `DATA_DIR is ${JSON.stringify(path)}; it must be a folder that ${who} can enter.`
      : `The data folder ${path} cannot be entered by ${who}. Set DATA_DIR to a folder that can.`,
  );
}

function nearestThere(path: string): string {
  return existsSync(path) ? path : nearestThere(dirname(path));
}

/**
 * What is made for root may be passed through by the database's user, whatever the umask, but not listed. One folder
 * after the other: mkdir's own `recursive` never ends where nothing can be made (/proc).
 */
function makeFolder(path: string, user: DatabaseUser | null): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), user);
  const mode = user ? 0o711 : 0o700;
  mkdirSync(path, { mode });
  chmodSync(path, mode);
}

/**
 * The secret that AUTH_SECRET would give, for whoever did not set it: made once, read ever after. Throws
 * StartRefused when it is gone while the database that was made with it is there.
 */
export function readSecret({ path, clusterDir }: DataFolder): string {
  const file = join(path, 'secret');
  if (!existsSync(file)) {
    if (existsSync(clusterDir)) {
      throw new StartRefused(
        `${file} is missing, and the database beside it was made with it. Restore it or set AUTH_SECRET.`,
      );
    }
    const making = `${file}.making`;
    writeFileSync(making, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
    renameSync(making, file);
  }
  const secret = contentOf(file).trim();
  if (!/^[\w-]{43}$/.test(secret))
    throw new StartRefused(`${file} is damaged. Restore it or set AUTH_SECRET.`);
  return secret;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartRefused(`${file} cannot be read (${reasonOf(error)}).`);
  }
}
