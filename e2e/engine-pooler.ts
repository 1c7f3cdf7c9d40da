import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WireClient } from './engine-load.ts';

const NOBODY = 65_534;
const PLACES = [
  '/usr/sbin/pgbouncer',
  '/usr/bin/pgbouncer',
  '/usr/local/bin/pgbouncer',
  '/opt/homebrew/bin/pgbouncer',
];

/** The pgbouncer command; where there is none, root on Debian may try to install it, once. Null when that fails. */
export function findPgbouncer(): string | null {
  const found = PLACES.find(existsSync);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'pgbouncer'], {
    stdio: 'ignore',
    timeout: 90_000,
  });
  return PLACES.find(existsSync) ?? null;
}

/** Runs pgbouncer in transaction mode before a database on loopback; gives the URL through it, and its end. */
export async function startPgbouncer(
  program: string,
  { folder, port, url }: { folder: string; port: number; url: string },
): Promise<{ url: string; stop(): Promise<void> }> {
  const { hostname, port: serverPort, username, password, pathname } = new URL(url);
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o644 });
    return join(folder, name);
  };
  const users = file('users.txt', `"${username}" "${decodeURIComponent(password)}"\n`);
  const settings = file(
    'pgbouncer.ini',
    [
      '[databases]',
      `* = host=${hostname} port=${serverPort}`,
      '[pgbouncer]',
      `listen_addr = 127.0.0.1`,
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = plain',
      `auth_file = ${users}`,
      'pool_mode = transaction',
      'default_pool_size = 8',
      'max_client_conn = 200',
    ].join('\n'),
  );
  const isRoot = process.getuid?.() === 0;
  chmodSync(folder, 0o755);
  if (isRoot) chownSync(folder, NOBODY, NOBODY);
  const pooler = spawn(program, [settings], {
    stdio: 'ignore',
    // It refuses root, like Postgres.
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  for (let tries = 0; ; tries += 1) {
    const client = await WireClient.open(port).catch(() => null);
    client?.close();
    if (client) break;
    if (tries > 100) throw new Error('pgbouncer does not start');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `postgres://${username}:${password}@127.0.0.1:${port}${pathname}?prepare=false`,
    async stop() {
      const ended = once(pooler, 'exit');
      pooler.kill('SIGKILL');
      await ended;
    },
  };
}
