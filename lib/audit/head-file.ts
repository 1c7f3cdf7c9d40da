import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '#lib/keys/private-jwk-file.ts';

/** Where the newest head is kept outside the database. */
export function headFilePath(dataDir: string): string {
  return join(dataDir, 'audit-head');
}

/** What the file holds; null when there is none. */
export async function readHeadFile(dataDir: string): Promise<string | null> {
  try {
    return (await readFile(headFilePath(dataDir), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Puts a head in place of the one before, at once: a reader sees the one or the other, also after a power failure. */
export async function writeHeadFile(dataDir: string, jws: string): Promise<void> {
  const path = headFilePath(dataDir);
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(`${jws}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await syncFolder(dirname(path));
  } finally {
    await rm(unfinished, { force: true });
  }
}
