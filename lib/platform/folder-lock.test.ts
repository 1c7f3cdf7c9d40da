import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFolder } from './folder-lock.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-lock-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const server = { command: 'server', address: 'http://localhost:3000' };

/** Tries for the lock in a process of its own, keeps it if asked, and prints how it went. */
function elsewhere(keepMs = 0) {
  const script = `
    import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'folder-lock.ts'))};
    try {
      lockFolder(${JSON.stringify(folder)}, { command: 'server', address: null });
      console.log('locked');
      setTimeout(() => {}, ${keepMs});
    } catch (error) {
      console.log(error.message);
    }`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
}

test('a second process is refused with a line that names the first', async () => {
  lockFolder(folder, server);
  const { stdout } = await elsewhere();
  expect(stdout).toContain(
    `is in use by process ${process.pid} (leasehold server at http://localhost:3000, since `,
  );
});

test('one of several that come at once gets it', async () => {
  const results = await Promise.all(Array.from({ length: 6 }, () => elsewhere(2_000)));
  expect(results.filter(({ stdout }) => stdout === 'locked\n')).toHaveLength(1);
});

test('it ends with its process, and a note left behind names nobody', async () => {
  expect((await elsewhere()).stdout).toBe('locked\n');
  expect(JSON.parse(readFileSync(join(folder, 'process.json'), 'utf8')).command).toBe('server');
  lockFolder(folder, server);
});

test('a note with the ID of a process that lives, but holds nothing, keeps nobody out', () => {
  writeFileSync(join(folder, 'process.json'), JSON.stringify({ pid: process.ppid, ...server }));
  lockFolder(folder, server);
});

test('what was released can be had again', async () => {
  lockFolder(folder, server).release();
  expect((await elsewhere()).stdout).toBe('locked\n');
});
