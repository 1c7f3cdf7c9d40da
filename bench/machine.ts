import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type postgres from 'postgres';
import { median } from './median.ts';

export type Versions = Record<'node' | 'postgres' | 'next' | 'jose' | 'zod' | 'drizzle', string>;

/** The machine on one line. `folder` is where the database lies. */
export function describeMachine(folder: string): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const flush = `a flush of 8 kB takes ${flushMs(folder).toFixed(2)} ms`;
  return `${model}, ${availableParallelism()} cores, ${memory}, ${type()} ${release()}; ${flush}`;
}

/** The versions of what is measured, in `clone`. */
export async function readVersions(sql: postgres.Sql, clone: string): Promise<Versions> {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  const version = (name: string): string =>
    JSON.parse(readFileSync(join(clone, 'node_modules', name, 'package.json'), 'utf8')).version;
  return {
    node: process.versions.node,
    postgres: row?.version ?? 'unknown',
    next: version('next'),
    jose: version('jose'),
    zod: version('zod'),
    drizzle: version('drizzle-orm'),
  };
}

/** How long the disk takes to make 8 kB durable: the median of 100, without which no durable figure says anything. */
function flushMs(folder: string): number {
  const path = join(folder, 'flush');
  const file = openSync(path, 'w');
  const page = Buffer.alloc(8192, 1);
  const times: number[] = [];
  for (let nth = 0; nth < 100; nth += 1) {
    const began = performance.now();
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
    times.push(performance.now() - began);
  }
  closeSync(file);
  rmSync(path);
  return median(times);
}
