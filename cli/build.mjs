import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { clone } from './clone.mjs';
import { fingerprint } from './fingerprint.mjs';
import { mark, othersAtWork } from './marks.mjs';
import { failureText, runLogged } from './run-logged.mjs';

const dist = join(clone, 'dist');
const stamp = join(dist, 'fingerprint');
const log = join(dist, 'build.log');
/** What Node cannot run as it stands (it strips types, but reads no .tsx), and what it becomes. */
const BUNDLES = { server: 'server.ts', cli: 'cli/main.ts' };

/** Whether the build there is was made of the sources there are. */
export function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint();
}

/**
 * Builds the pages and bundles the process and the commands.
 * @returns {Promise<boolean>} false when it failed, which it has said
 */
export async function build() {
  const started = Date.now();
  const made = fingerprint();
  mkdirSync(dist, { recursive: true });
  rmSync(stamp, { force: true });
  const [arePagesBuilt, bundleFailure] = await Promise.all([buildPages(), bundle()]);
  if (bundleFailure !== null) process.stderr.write(`Bundling failed.\n\n${bundleFailure}\n`);
  if (!arePagesBuilt) process.stderr.write(failureText('Building the pages', log));
  if (!arePagesBuilt || bundleFailure !== null) return false;
  writeFileSync(stamp, made);
  process.stdout.write(`Built in ${Math.round((Date.now() - started) / 1000)} s.\n`);
  return true;
}

function buildPages() {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const next = join(clone, 'node_modules', 'next', 'dist', 'bin', 'next');
  return runLogged(process.execPath, [next, 'build'], { cwd: clone, log, env });
}

/**
 * Packages stay outside the bundle. Only drizzle-orm is taken in: it is some hundred files, of which we use a few, and
 * reading them took 0.5 of a start's 1.8 s of processor time.
 */
const packagesOutside = {
  name: 'packages-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./#]/ }, ({ path, kind }) => {
      if (kind === 'entry-point' || /^drizzle-orm(\/|$)/.test(path)) return undefined;
      return { path, external: true };
    });
  },
};

/** Null when it succeeded, else what esbuild says. */
async function bundle() {
  const esbuild = await import('esbuild');
  const sources = Object.entries(BUNDLES).filter(([, source]) => existsSync(join(clone, source)));
  try {
    await esbuild.build({
      absWorkingDir: clone,
      entryPoints: Object.fromEntries(sources),
      outdir: 'dist',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      plugins: [packagesOutside],
      jsx: 'automatic',
      sourcemap: true,
      logLevel: 'silent',
    });
    return null;
  } catch (error) {
    return error.message;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const other = othersAtWork()[0];
  if (other) {
    process.stderr.write(
      `Process ${other.pid} ${other.work} from this clone. Stop it, or let it finish, before you build.\n`,
    );
    process.exit(1);
  }
  mark('builds');
  process.exit((await build()) ? 0 : 1);
}
