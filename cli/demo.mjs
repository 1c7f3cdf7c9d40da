import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBuilt } from './build.mjs';
import { clone } from './clone.mjs';
import { install, isInstalled, pinnedNode } from './install.mjs';

// `npm run demo`: a throw-away installation with a team, licenses in every state, staff, and pretend devices that keep
// checking. Ctrl-C ends all of it and removes what it made.

const CHECK_EVERY_MS = 700;

const parent = mkdtempSync(join(tmpdir(), 'leasehold-demo-'));
// The database's user, who is another when this is root, must be able to pass.
chmodSync(parent, 0o755);
const port = process.env.PORT?.trim() || '3000';
const env = {
  ...process.env,
  PORT: port,
  DATA_DIR: join(parent, 'data'),
  // So that one look is enough; docs/operating.md says what a real installation asks of staff.
  STAFF_SECOND_FACTOR: 'optional',
};
delete env.DATABASE_URL;
delete env.DATABASE_DIRECT_URL;
delete env.SMTP_URL;
delete env.APP_URL;
/** @type {import('node:child_process').ChildProcess | null} */
let child = null;
let isEnding = false;

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    isEnding = true;
    child?.kill('SIGTERM');
  });
}
process.on('exit', () => rmSync(parent, { recursive: true, force: true }));

if (!isInstalled() && !(await install())) process.exit(1);
if (!isBuilt()) {
  process.stdout.write('Building (about a minute, again when sources change) …\n');
  if ((await ended(run('build.mjs', [], 'inherit'))) !== 0) process.exit(1);
}
process.stdout.write('Making the demo …\n');
const demo = await fill();
serve(demo);

/** @param {string} script @param {string[]} words @param {import('node:child_process').StdioOptions} stdio */
function run(script, words, stdio) {
  child = spawn(pinnedNode, [join(clone, 'cli', script), ...words], { cwd: clone, env, stdio });
  return child;
}

/** @param {import('node:child_process').ChildProcess} process_ @returns {Promise<number>} */
function ended(process_) {
  return new Promise((resolve) => process_.once('exit', (code) => resolve(code ?? 1)));
}

async function fill() {
  const filling = run('leasehold.mjs', ['demo', 'fill', '--json'], ['ignore', 'pipe', 'inherit']);
  let text = '';
  filling.stdout?.on('data', (chunk) => {
    text += chunk;
  });
  const code = await ended(filling);
  if (code !== 0 || isEnding) process.exit(code || 1);
  return JSON.parse(text);
}

function serve({ people, password, checks }) {
  const server = run('start.mjs', [], ['ignore', 'pipe', 'inherit']);
  let said = '';
  let isReady = false;
  server.stdout?.on('data', (chunk) => {
    process.stdout.write(chunk);
    said += chunk;
    if (isReady || !said.includes('Leasehold is ready')) return;
    isReady = true;
    // After its own lines.
    setTimeout(() => {
      process.stdout.write(`\nSign in as (password of all: ${password})\n`);
      for (const { name, role, email, at } of people) {
        const link = `http://localhost:${port}/sign-in?email=${encodeURIComponent(email)}&next=${encodeURIComponent(at)}`;
        process.stdout.write(`  ${role.padEnd(10)} ${name.padEnd(14)} ${link}\n`);
      }
      process.stdout.write('\nPretend devices are checking. Ctrl-C ends the demo and removes it.\n');
      pretend(checks);
    }, 500);
  });
  server.once('exit', (code) => process.exit(isEnding ? 0 : (code ?? 1)));
}

/** Asks as devices would, one after the other, now and then as one that is not registered. */
function pretend(checks) {
  const timer = setInterval(async () => {
    if (isEnding) return clearInterval(timer);
    const check = checks[Math.floor(Math.random() * checks.length)];
    const app = Math.random() < 0.1 ? `${check.app}.debug` : check.app;
    const body = JSON.stringify({ ...check, app, version: '7.8.1', os: '15', nonce: nonce() });
    const headers = { 'content-type': 'application/json' };
    await fetch(`http://localhost:${port}/api/v1/validate`, { method: 'POST', headers, body }).catch(
      () => undefined,
    );
  }, CHECK_EVERY_MS);
}

function nonce() {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(12))).toString('base64url');
}
