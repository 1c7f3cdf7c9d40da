import { randomBytes } from 'node:crypto';
import { deleteOperatorLink, replaceOperatorLink } from '#db/queries/operator-links.ts';
import { isThereAnOperator } from '#db/queries/people.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { tokenHash } from '#lib/notices/link-token.ts';
import type { Act } from '#lib/use-case.ts';

/**
 * The path of the one-time link by which the first operator is made, to be printed at start; null once there is an
 * operator. Each start makes a new link, for a day, and the one before dies: it is shown once and kept nowhere.
 */
export async function ensureOperatorLink(tx: Act['tx'], now: Instant): Promise<string | null> {
  if (await isThereAnOperator(tx)) {
    await deleteOperatorLink(tx);
    return null;
  }
  const token = randomBytes(24).toString('base64url');
  await replaceOperatorLink(tx, { tokenHash: tokenHash(token), now, expiresAt: now + DAY_MS });
  return `/become-operator?token=${token}`;
}
