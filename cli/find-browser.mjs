import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { clone } from './clone.mjs';
import { pinnedNode } from './install.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A Chromium for the browser tests: one that is there, else what Playwright brings, else, on Debian as root, the
 * package. Gives its path, or null.
 */
export async function findBrowser() {
  return onPath() ?? (await playwrights()) ?? debians();
}

function onPath() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      if (existsSync(path) && spawnSync(path, ['--version'], { stdio: 'ignore' }).status === 0) return path;
    }
  }
  return null;
}

async function playwrights() {
  const require = createRequire(join(clone, 'package.json'));
  const { chromium } = require('@playwright/test');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  process.stdout.write('\nInstalling a Chromium for the browser tests …\n');
  const cli = require.resolve('@playwright/test/cli');
  const { status } = spawnSync(pinnedNode, [cli, 'install', 'chromium'], {
    stdio: 'ignore',
    timeout: 300_000,
  });
  return status === 0 && existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}

function debians() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update'], { stdio: 'ignore', env });
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'], {
    stdio: 'ignore',
    env,
  });
  return onPath();
}
