/** `npm run bench`: installs and builds what is missing, then measures (bench/main.ts), with the same options. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { clone } from './clone.mjs';
import { install, isInstalled, pinnedNode } from './install.mjs';

if ((isInstalled() || (await install())) && (isBuilt() || (await build()))) {
  const words = [join(clone, 'bench', 'main.ts'), ...process.argv.slice(2)];
  process.exitCode = spawnSync(pinnedNode, words, { cwd: clone, stdio: 'inherit' }).status ?? 1;
} else {
  process.exitCode = 1;
}
