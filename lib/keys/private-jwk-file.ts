import { createPrivateKey } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { publishedJwk, type SigningKey, signingKeyOf } from './signing-key.ts';

/** A private JWK has about 170 bytes; whatever is far longer is another file. */
const MOST_BYTES = 4096;

/**
 * Writes a private JWK (RFC 8037, section 2) into a new file, mode 0600. When this resolves it is on the disk under its
 * name. Throws an error with the code `EEXIST` when there is something already: it may be the only copy of a key. Whatever
 * else it throws, it leaves no file.
 */
export async function writePrivateJwk(path: string, { jwk, privateKey }: SigningKey): Promise<void> {
  const { d } = privateKey.export({ format: 'jwk' });
  const file = await open(path, 'wx', 0o600);
  try {
    // The mode above is cut by the umask and never widened; chmod makes it exactly what it must be.
    await file.chmod(0o600);
    await file.writeFile(`${JSON.stringify({ ...publishedJwk(jwk), d })}\n`);
    await file.sync();
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** A name is durable only once its folder is. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/**
 * Reads a private JWK from a file; null when there is none in it. Its `x` must be that of its `d`; its `kid` is computed,
 * whatever the file says. Throws what the file system says when the file cannot be read.
 */
export async function readPrivateJwk(path: string): Promise<SigningKey | null> {
  const text = await readFile(path, 'utf8');
  if (text.length > MOST_BYTES) return null;
  try {
    const { kty, crv, x, d }: Record<string, unknown> = { ...JSON.parse(text) };
    if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || typeof d !== 'string') return null;
    const key = await signingKeyOf(createPrivateKey({ key: { kty, crv, x, d }, format: 'jwk' }));
    return key.jwk.x === x ? key : null;
  } catch {
    // No JSON, or no key: said alike, without a word of what may be a secret.
    return null;
  }
}
