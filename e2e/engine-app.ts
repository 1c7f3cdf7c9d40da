import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { findEmbedded } from '#db/embedded.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import { checkFor, insertLicenseRow, type LicenseScene } from './check-scene.ts';

/** As superuser, in the database of an app that runs. */
export async function asAdmin<T>(dataDir: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim();
  const found = await findEmbedded({ dataDir, secret });
  if (!found) throw new Error('no database runs');
  const address = new URL(found.adminUrl);
  address.pathname = new URL(found.url).pathname;
  const sql = postgres(address.href, { max: 1, onnotice: () => undefined });
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Trials that run now, for Android and com.acme.app. */
export async function runningTrials(
  dataDir: string,
  count: number,
  scene: Partial<LicenseScene> = {},
): Promise<LicenseId[]> {
  return asAdmin(dataDir, async (sql) => {
    const ids: LicenseId[] = [];
    for (let nth = 0; nth < count; nth += 1) {
      ids.push(await insertLicenseRow(sql, { startsAt: 0, endsAt: Date.now() + 30 * 86_400_000, ...scene }));
    }
    return ids;
  });
}

/** How many checks of each license are counted. */
export async function countedChecks(
  dataDir: string,
  licenses: readonly string[],
): Promise<Map<string, number>> {
  const rows = await asAdmin(
    dataDir,
    (sql) => sql<{ id: string; count: number }[]>`
      select license_id as id, sum(count)::float8 as count from check_counts
      where license_id = any(${[...licenses]}) group by 1`,
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

const any = <T>(choices: readonly T[]): T => choices[Math.floor(Math.random() * choices.length)] as T;

/** A check of one of these licenses that is granted, from one of a few kinds of device. */
export function someCheck(licenses: readonly string[]) {
  const nonce = randomBytes(12).toString('base64url');
  return checkFor(any(licenses), { nonce, os: any(['14', '15', '16']), version: any(['7.8.0', '7.8.1']) });
}

/** The children of a process that are Node, which are the workers of a keeper. */
export function workersOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => {
      const stat = read(`/proc/${child}/stat`);
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(parent) === pid && read(`/proc/${child}/cmdline`).includes('server.mjs');
    });
}

/** How many IPv4 connections to a port of this machine a process holds. */
export function connectionsOf(pid: number, port: number): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const established = read('/proc/net/tcp')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address, , state]) => address?.endsWith(local) && state === '01');
  const sockets = new Set(established.map((columns) => `socket:[${columns[9]}]`));
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => sockets.has(linkOf(`/proc/${pid}/fd/${fd}`))).length;
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // Closed meanwhile.
    return '';
  }
}

/** The memory that a process has in use, in megabytes. */
export function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? Number.NaN) / 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended meanwhile.
    return '';
  }
}
