#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { clone } from './clone.mjs';
import { pinnedNode } from './install.mjs';

// The command `leasehold`: whatever Node it was called with, its work is done by the pinned one from the bundle.

const program = join(clone, 'dist', 'cli.mjs');
const words = process.argv.slice(2);

if (words[0] === 'start' && !words.includes('--help')) {
  await import('./start.mjs');
} else if (words[0] === 'demo' && words.length === 1) {
  await import('./demo.mjs');
} else if (existsSync(program) && existsSync(pinnedNode)) {
  const command = spawn(pinnedNode, ['--enable-source-maps', program, ...words], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: 'inherit',
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => command.kill(name));
  command.once('exit', (code) => process.exit(code ?? 1));
} else {
  process.stderr.write('Leasehold is not built yet. Run npm start once in its folder.\n');
  process.exit(1);
}
