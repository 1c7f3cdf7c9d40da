import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from './clone.mjs';
import { failureText, runLogged } from './run-logged.mjs';

const modules = join(clone, 'node_modules');
const stamp = join(modules, '.leasehold-install');
const log = join(clone, 'dist', 'install.log');

/** The Node that all of this runs on; the one that runs this file may be older. */
export const pinnedNode = join(modules, '.bin', 'node');

/** Whether what is installed is what the lock file says, for this kind of machine. */
export function isInstalled() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted() && existsSync(pinnedNode);
}

function wanted() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\0`);
  for (const name of ['package.json', 'package-lock.json']) {
    const path = join(clone, name);
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

/**
 * Installs what is missing. Somebody may have done it by hand: then only the stamp is missing.
 * @returns {Promise<boolean>} false when it failed, which it has said
 */
export async function install() {
  const started = Date.now();
  if (!isDoneByHand()) {
    process.stdout.write('Installing packages (about a minute, once) …\n');
    const { command, words } = npm();
    const action = existsSync(join(clone, 'package-lock.json')) ? 'ci' : 'install';
    // Settings of the person's own must not leave out what the build or the database needs.
    const always = [
      '--include=dev',
      '--include=optional',
      '--ignore-scripts=false',
      '--no-audit',
      '--no-fund',
    ];
    const isDone = await runLogged(command, [...words, action, ...always], { cwd: clone, log });
    if (!isDone || !doesPinnedNodeRun()) {
      process.stderr.write(failureText('Installing the packages', log));
      return false;
    }
    process.stdout.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
  }
  writeFileSync(stamp, wanted());
  return true;
}

/** The npm that runs us, with its own Node: the one below node_modules is being replaced. */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script?.endsWith('.js')) return { command: node ?? process.execPath, words: [script] };
  return { command: 'npm', words: [] };
}

/** npm notes what it has put there; every package of the lock that this machine needs must be noted in the same version. */
function isDoneByHand() {
  const noted = packagesOf(join(modules, '.package-lock.json'));
  const locked = packagesOf(join(clone, 'package-lock.json'));
  if (!noted || !locked || !doesPinnedNodeRun()) return false;
  return Object.entries(locked).every(([path, { version, optional, link }]) => {
    if (path === '' || link) return true;
    return noted[path] ? noted[path].version === version : optional === true;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    // Nothing is installed, or the file is not whole.
    return null;
  }
}

function doesPinnedNodeRun() {
  return spawnSync(pinnedNode, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** `npx leasehold` looks among the installed commands only, and npm puts no package's own command there. */
export function linkCommand() {
  const link = join(modules, '.bin', 'leasehold');
  if (existsSync(link)) return;
  try {
    rmSync(link, { force: true });
    symlinkSync(join('..', '..', 'cli', 'leasehold.mjs'), link);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'EEXIST'].includes(error.code)) throw error;
  }
}
