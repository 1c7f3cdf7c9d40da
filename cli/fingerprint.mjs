import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from './clone.mjs';

/** What goes into a build: rooms, and files at the root. Tests do not, so that writing one does not rebuild. */
const SOURCES = ['app', 'cli', 'components', 'db', 'lib', 'public', 'sdk', 'server.ts', 'instrumentation.ts'];
const SETTINGS = [
  'next.config.ts',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];
const SKIPPED = /^(node_modules|dist)$|\.test\.tsx?$/;

/**
 * The SHA-256, in hex, of the names and contents of everything that a build is made of. Times do not count: a fresh
 * checkout of the same commit has the same fingerprint.
 */
export function fingerprint() {
  const hash = createHash('sha256');
  for (const name of [...SOURCES, ...SETTINGS]) add(hash, name);
  return hash.digest('hex');
}

function add(hash, name) {
  const path = join(clone, name);
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    hash.update(`${name}\0`).update(createHash('sha256').update(readFileSync(path)).digest());
    return;
  }
  for (const entry of readdirSync(path).sort()) {
    if (!SKIPPED.test(entry)) add(hash, `${name}/${entry}`);
  }
}
