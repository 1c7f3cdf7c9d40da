import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isBuilt } from './build.mjs';
import { clone } from './clone.mjs';
import { install, isInstalled, linkCommand, pinnedNode } from './install.mjs';
import { mark, othersAtWork } from './marks.mjs';
import { whenNpmIsGone } from './npm-parent.mjs';

// `npm start`: installs what is missing, builds when sources changed, runs dist/server.mjs and stands for it: signals
// are passed on, its exit code is ours, and it ends when we do. Runs on Node 20 without a single package.

const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  refuse(`This is Node ${process.versions.node}; Leasehold needs Node ${OLDEST_NODE} or later.`);
}
if (!isInstalled() || !isBuilt()) await prepare();
linkCommand();
mark('serves');
run();

/** The slow part of a first start. What would make it worthless in the end is said before. */
async function prepare() {
  mark('is being started');
  const other = othersAtWork()[0];
  if (other)
    refuse(`Process ${other.pid} ${other.work} from this clone, and sources have changed. Stop it first.`);
  const port = process.env.PORT?.trim() || '3000';
  if (await isTaken(port)) refuse(`Port ${port} is taken by another program. Set PORT to a free one.`);
  if (!isInstalled() && !(await install())) process.exit(1);
  if (isBuilt()) return;
  process.stdout.write('Building (about a minute, again when sources change) …\n');
  await spawned(spawn(pinnedNode, [join(clone, 'cli', 'build.mjs')], { cwd: clone, stdio: 'inherit' }));
}

/** @param {string} line @returns {never} */
function refuse(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** Whether another program listens there. Anything else that is wrong with the port is for the server to say. */
function isTaken(port) {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', (error) => resolve(error.code === 'EADDRINUSE'));
    try {
      probe.listen({ port: Number(port), host: process.env.HOST?.trim() || 'localhost' }, () =>
        probe.close(() => resolve(false)),
      );
    } catch {
      resolve(false);
    }
  });
}

/** Ends with the child's exit code when that failed. */
function spawned(child) {
  passSignals(child);
  return new Promise((resolve) => {
    child.once('exit', (code) => (code === 0 ? resolve() : process.exit(code ?? 1)));
  });
}

/** Whoever stops us means what we run; a child that has ended takes no signal. */
function passSignals(child) {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
}

function run() {
  const server = spawn(pinnedNode, ['--enable-source-maps', join(clone, 'dist', 'server.mjs')], {
    cwd: clone,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      // A fifth less processor time for a start that has been made before.
      NODE_COMPILE_CACHE: join(clone, 'dist', 'compile-cache'),
    },
    // The channel carries nothing: that it closes tells the server that we are gone.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  passSignals(server);
  server.once('exit', (code, signal) => {
    if (signal) process.stderr.write(`The server was ended by ${signal}.\n`);
    process.exit(code ?? 1);
  });
  whenNpmIsGone(() => server.kill('SIGTERM'));
}
