import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '#lib/domain/instant.ts';
import { syncFolder, writePrivateJwk } from './private-jwk-file.ts';
import type { SigningKey } from './signing-key.ts';

/** Where the private part of the spare root lies until it is carried off-line. */
export function spareRootPath(dataDir: string): string {
  return join(dataDir, 'spare-root.jwk');
}

/**
 * Writes the spare root's private JWK, mode 0600. When this resolves it is on the disk under its name, so that its
 * public part may be published. A file that lies there already is another spare, of a start that was cut short or of
 * another database: it is set aside under a name with the time, since it may be the only copy.
 */
export async function writeSpareRoot(
  key: SigningKey,
  { dataDir, now }: { dataDir: string; now: Instant },
): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = spareRootPath(dataDir);
  const unfinished = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writePrivateJwk(unfinished, key);
    await setAside(path, now);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
  await syncFolder(dataDir);
}

async function setAside(path: string, now: Instant): Promise<void> {
  const time = new Date(now).toISOString().replaceAll(':', '-');
  try {
    await rename(path, `${path}.unused-${time}`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
