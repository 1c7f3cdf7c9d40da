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

/**
 * Writes the newest head into DATA_DIR, unless the head that is there vouches for something else than the database
 * holds: a head that shows a loss is evidence, and is never overwritten.
 */
export async function keepHeadFile({ handle, key, dataDir }: Kept): Promise<HeadKept> {
  const newest = await findNewestHead(handle);
  const kept = await readHeadFile(dataDir);
  if (kept !== null && kept !== newest?.jws) {
    const read = readAuditHead(key, kept);
    if (read.is !== 'good') return { did: 'refused', says: 'it holds no head that this installation signed' };
    const { position, hash } = read.head;
    if ((await findLinkHash(handle, position)) !== hash)
      return { did: 'refused', says: `the log does not hold what it vouches for at position ${position}` };
  }
  if (newest === null || kept === newest.jws) return { did: 'nothing' };
  await writeHeadFile(dataDir, newest.jws);
  return { did: 'written', jws: newest.jws, position: newest.position };
}
