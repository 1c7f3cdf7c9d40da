import { and, eq, gt } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { operatorLinks } from '../schema/accounts.ts';

export type NewOperatorLink = { tokenHash: string; now: Instant; expiresAt: Instant };

/** Puts this link in place of the one there was. */
export async function replaceOperatorLink(handle: Handle, link: NewOperatorLink): Promise<void> {
  const row = {
    tokenHash: link.tokenHash,
    createdAt: new Date(link.now),
    expiresAt: new Date(link.expiresAt),
  };
  await handle.insert(operatorLinks).values(row).onConflictDoUpdate({ target: operatorLinks.only, set: row });
}

/** Takes the link away if it is this one and alive. Of two who try at once, one gets true. */
export async function takeOperatorLink(tx: Tx, tokenHash: string, now: Instant): Promise<boolean> {
  const taken = await tx
    .delete(operatorLinks)
    .where(and(eq(operatorLinks.tokenHash, tokenHash), gt(operatorLinks.expiresAt, new Date(now))))
    .returning({ only: operatorLinks.only });
  return taken.length > 0;
}

export async function deleteOperatorLink(handle: Handle): Promise<void> {
  await handle.delete(operatorLinks);
}
