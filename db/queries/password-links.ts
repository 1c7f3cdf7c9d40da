import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { passwordLinks, people } from '../schema/accounts.ts';

export type NewPasswordLink = {
  /** Chosen before, because the token is made from it. */
  id: string;
  tokenHash: string;
  now: Instant;
  expiresAt: Instant;
};

/**
 * A link for whoever has this address, if anybody has who is not suspended. One statement for both cases, so that an
 * unknown address takes as long as a known one. Index: people_email.
 */
export async function insertPasswordLinkByEmail(tx: Tx, email: string, link: NewPasswordLink): Promise<void> {
  await tx.execute(sql`
    insert into password_links (id, token_hash, person_id, created_at, expires_at)
    select ${link.id}::uuid, ${link.tokenHash}, ${people.id}, ${new Date(link.now).toISOString()}::timestamptz,
           ${new Date(link.expiresAt).toISOString()}::timestamptz
    from ${people} where lower(${people.email}) = ${email.toLowerCase()} and ${people.suspendedAt} is null`);
}

export async function insertPasswordLink(
  tx: Tx,
  personId: string,
  { now, expiresAt, ...link }: NewPasswordLink,
): Promise<void> {
  await tx
    .insert(passwordLinks)
    .values({ ...link, personId, createdAt: new Date(now), expiresAt: new Date(expiresAt) });
}

export type PasswordLinkRow = { id: string; personId: string; expiresAt: Date; usedAt: Date | null };

const columns = {
  id: passwordLinks.id,
  personId: passwordLinks.personId,
  expiresAt: passwordLinks.expiresAt,
  usedAt: passwordLinks.usedAt,
};

/** Index: password_links primary key. */
export async function findPasswordLink(handle: Handle, id: string): Promise<PasswordLinkRow | null> {
  const [row] = await handle.select(columns).from(passwordLinks).where(eq(passwordLinks.id, id));
  return row ?? null;
}

/** Index: password_links_token. */
export async function findPasswordLinkByToken(
  handle: Handle,
  tokenHash: string,
): Promise<PasswordLinkRow | null> {
  const [row] = await handle
    .select(columns)
    .from(passwordLinks)
    .where(eq(passwordLinks.tokenHash, tokenHash));
  return row ?? null;
}

/**
 * Uses up every link of a person: one that was used, and whatever else still waits in a mailbox. Index: none; the table
 * holds the links of the last days only.
 */
export async function spendPasswordLinksOf(tx: Tx, personId: string, now: Instant): Promise<void> {
  await tx
    .update(passwordLinks)
    .set({ usedAt: new Date(now) })
    .where(and(eq(passwordLinks.personId, personId), isNull(passwordLinks.usedAt)));
}

/** Forgets links that died before `before`, used or not. Gives how many. */
export async function deleteOldPasswordLinks(handle: Handle, before: Instant): Promise<number> {
  const gone = await handle
    .delete(passwordLinks)
    .where(lt(passwordLinks.expiresAt, new Date(before)))
    .returning({ id: passwordLinks.id });
  return gone.length;
}
