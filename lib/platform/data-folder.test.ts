import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseDataFolder, prepareDataFolder, readSecret } from './data-folder.ts';
import { chooseDatabaseUser } from './database-user.ts';

const isRoot = process.getuid?.() === 0;
let parent: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'leasehold-folder-'));
  chmodSync(parent, 0o755);
});

afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

function named(path: string) {
  return chooseDataFolder({ named: path, clone: parent });
}

function prepare(path: string) {
  const folder = named(path);
  prepareDataFolder(folder, chooseDatabaseUser(folder.clusterDir));
  return folder;
}

test('without DATA_DIR the folder is .leasehold in the clone', () => {
  expect(chooseDataFolder({ named: null, clone: parent }).path).toBe(join(parent, '.leasehold'));
});

test.runIf(isRoot)('for root in a clone that nobody else can enter it lies below /var/lib/leasehold', () => {
  const clone = join(parent, 'my clone');
  mkdirSync(clone);
  chmodSync(parent, 0o700);
  expect(chooseDataFolder({ named: null, clone }).path).toMatch(
    /^\/var\/lib\/leasehold\/my clone-[\da-f]{8}$/,
  );
});

test.runIf(isRoot)(
  'a named folder that the database cannot enter is refused with a line, and not made',
  () => {
    chmodSync(parent, 0o700);
    const path = join(parent, 'data');
    expect(() => prepare(path)).toThrow(
      /^DATA_DIR is ".*\/data"; it must be a folder that the database's user \(.*\) can enter\.$/,
    );
    expect(existsSync(path)).toBe(false);
  },
);

test('a folder is made with all above it, and nobody else can list it', () => {
  const path = join(parent, 'a', 'b');
  prepare(path);
  expect(statSync(path).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
});

test('a file in the way is named', () => {
  const file = join(parent, 'file');
  writeFileSync(file, '');
  expect(() => prepare(join(file, 'data'))).toThrow(
    `it must be a folder that can be written (${file} is a file).`,
  );
});

test.runIf(existsSync('/proc/self'))('where nothing can be made it is refused with a line', () => {
  expect(() => prepare('/proc/leasehold')).toThrow(
    /^DATA_DIR is "\/proc\/leasehold"; it must be a folder that can be written/,
  );
});

test('the secret is made once, for its owner only', () => {
  const folder = prepare(join(parent, 'data'));
  const secret = readSecret(folder);
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(readSecret(folder)).toBe(secret);
  expect(statSync(join(folder.path, 'secret')).mode & 0o777).toBe(0o600);
});

test('a secret that is gone while its database is there is not replaced', () => {
  const folder = prepare(join(parent, 'data'));
  mkdirSync(folder.clusterDir);
  expect(() => readSecret(folder)).toThrow(/secret is missing, and the database beside it was made with it/);
});

test('a damaged secret is refused', () => {
  const folder = prepare(join(parent, 'data'));
  const file = join(folder.path, 'secret');
  readSecret(folder);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 20));
  expect(() => readSecret(folder)).toThrow(/is damaged/);
});
