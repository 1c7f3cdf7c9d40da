import { eq, lt } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { Handle, Tx } from '../client.ts';
import { signUps } from '../schema/accounts.ts';

export type SignUpRow = {
  id: string;
  email: string;
  name: string;
  teamName: string;
  passwordHash: string;
  expiresAt: Date;
  usedAt: Date | null;
  teamId: string | null;
};

const columns = {
  id: signUps.id,
  email: signUps.email,
  name: signUps.name,
  teamName: signUps.teamName,
  passwordHash: signUps.passwordHash,
  expiresAt: signUps.expiresAt,
  usedAt: signUps.usedAt,
  teamId: signUps.teamId,
};

export type NewSignUp = {
  /** Chosen before, because the token is made from it. */
  id: string;
  tokenHash: string;
  email: string;
  name: string;
  teamName: string;
  passwordHash: string;
  now: Instant;
  expiresAt: Instant;
};

export async function insertSignUp(tx: Tx, { now, expiresAt, ...signUp }: NewSignUp): Promise<void> {
  await tx.insert(signUps).values({ ...signUp, createdAt: new Date(now), expiresAt: new Date(expiresAt) });
}

/** Index: sign_ups primary key. */
export async function findSignUp(handle: Handle, id: string): Promise<SignUpRow | null> {
  const [row] = await handle.select(columns).from(signUps).where(eq(signUps.id, id));
  return row ?? null;
}

/** Held until the transaction ends, so that a link used twice at once acts once. Index: sign_ups_token. */
export async function lockSignUpByToken(tx: Tx, tokenHash: string): Promise<SignUpRow | null> {
  const [row] = await tx.select(columns).from(signUps).where(eq(signUps.tokenHash, tokenHash)).for('update');
  return row ?? null;
}

export async function markSignUpUsed(
  tx: Tx,
  id: string,
  { now, teamId }: { now: Instant; teamId: string },
): Promise<void> {
  await tx
    .update(signUps)
    .set({ usedAt: new Date(now), teamId })
    .where(eq(signUps.id, id));
}

/** Forgets sign-ups whose link died before `before`, used or not. Gives how many. */
export async function deleteOldSignUps(handle: Handle, before: Instant): Promise<number> {
  const gone = await handle
    .delete(signUps)
    .where(lt(signUps.expiresAt, new Date(before)))
    .returning({ id: signUps.id });
  return gone.length;
}
