import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { fileStore } from './file-store.ts';
import { HOUR, World } from './world.arbitrary.ts';

const root = mkdtempSync(join(tmpdir(), 'leasehold-store-'));
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('what is set is there for the next process, private, and nothing else is in the folder', async () => {
  const folder = join(root, 'deep', 'er');
  const store = fileStore(folder);
  expect(await store.get('a/b')).toBeNull();
  await store.set('a/b', 'one');
  await store.set('a/b', 'two');
  expect(await fileStore(folder).get('a/b')).toBe('two');
  expect(readdirSync(folder)).toEqual(['a%2Fb']);
  expect(statSync(join(folder, 'a%2Fb')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('a lock is held by one at a time, and one that a dead process left is taken over', async () => {
  const store = fileStore(root);
  const release = await store.lock?.('x', 100);
  expect(await fileStore(root).lock?.('x', 100)).toBeNull();
  await release?.();
  const again = await fileStore(root).lock?.('x', 100);
  expect(again).toBeTypeOf('function');
  await again?.();
  writeFileSync(join(root, 'x.lock'), '');
  utimesSync(join(root, 'x.lock'), new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000));
  expect(await store.lock?.('x', 500)).toBeTypeOf('function');
});

test('two clients with stores of their own on one folder ask once', async () => {
  const world = await World.make();
  const clients = [world.client({ store: fileStore(root) }), world.client({ store: fileStore(root) })];
  world.network = () => new Promise((resolve) => setTimeout(resolve, 30, null));
  expect((await Promise.all(clients.map((one) => one.check()))).map(({ state }) => state)).toEqual([
    'leased',
    'leased',
  ]);
  expect(world.checks).toBe(1);
  world.time += HOUR;
  expect((await clients[0]?.check())?.state).toBe('leased');
  expect((await clients[1]?.status())?.leaseEndsAt).toBe(world.now() + HOUR);
});

test('a process that is killed while it writes leaves the old text or the new', async () => {
  const script = `import { fileStore } from ${JSON.stringify(new URL('./file-store.ts', import.meta.url).href)};
    const store = fileStore(${JSON.stringify(root)});
    process.stdout.write('.');
    for (let n = 0; ; n += 1) await store.set('text', String(n % 10).repeat(200_000));`;
  for (let round = 0; round < 5; round += 1) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, 40 + round * 7));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const text = (await fileStore(root).get('text')) ?? '';
    expect(text === '' || /^(\d)\1{199999}$/.test(text)).toBe(true);
  }
});
