import type { Handle } from '#db/client.ts';
import { findLinkHash, findNewestHead } from '#db/queries/audit-chain.ts';
import type { SigningKey } from '#lib/keys/signing-key.ts';
import { readAuditHead } from './audit-head.ts';
import { readHeadFile, writeHeadFile } from './head-file.ts';

export type HeadKept =
  | { did: 'written'; jws: string; position: number }
  | { did: 'nothing' }
  /** What the file says is not what the database holds: it is left as it is, for somebody to look at. */
  | { did: 'refused'; says: string };

type Kept = { handle: Handle; key: SigningKey; dataDir: string };

/** Why the head in DATA_DIR does not fit what the database holds; null when it does, or when there is none. */
export async function headFileFault({ handle, key, dataDir }: Kept): Promise<string | null> {
  const kept = await readHeadFile(dataDir);
  if (kept === null) return null;
  const read = readAuditHead(key, kept);
  if (read.is !== 'good') return 'it holds no head that this installation signed';
  const { position, hash } = read.head;
  return (await findLinkHash(handle, position)) === hash
    ? null
    : `the log does not hold what it vouches for at position ${position}`;
}

/**
 * Writes the newest head into DATA_DIR, unless the head that is there vouches for something else than the database
 * holds: a head that shows a loss is evidence, and is never overwritten.
 */
export async function keepHeadFile({ handle, key, dataDir }: Kept): Promise<HeadKept> {
  const newest = await findNewestHead(handle);
  if (newest !== null && (await readHeadFile(dataDir)) === newest.jws) return { did: 'nothing' };
  const fault = await headFileFault({ handle, key, dataDir });
  if (fault !== null) return { did: 'refused', says: fault };
  if (newest === null) return { did: 'nothing' };
  await writeHeadFile(dataDir, newest.jws);
  return { did: 'written', jws: newest.jws, position: newest.position };
}
