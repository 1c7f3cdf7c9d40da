import { and, count, eq, isNull } from 'drizzle-orm';
import type { Instant } from '#lib/domain/instant.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import type { Handle, Tx } from '../client.ts';
import { people, recoveryCodes, sessions } from '../schema/accounts.ts';

export type SecondFactorRow = {
  personId: string;
  email: string;
  passwordHash: string | null;
  staffRole: StaffRole | null;
  /** The sealed secret; one that is not confirmed yet was only shown. */
  totpEncrypted: string | null;
  totpConfirmedAt: Date | null;
  totpLastStep: number | null;
};

const columns = {
  personId: people.id,
  email: people.email,
  passwordHash: people.passwordHash,
  staffRole: people.staffRole,
  totpEncrypted: people.totpEncrypted,
  totpConfirmedAt: people.totpConfirmedAt,
  totpLastStep: people.totpLastStep,
};

/** Index: people primary key. */
export async function findSecondFactor(handle: Handle, personId: string): Promise<SecondFactorRow | null> {
  const [row] = await handle.select(columns).from(people).where(eq(people.id, personId));
  return row ?? null;
}

/** Held until the transaction ends, so that of two who give the same code at once one is refused. */
export async function lockSecondFactor(tx: Tx, personId: string): Promise<SecondFactorRow | null> {
  const [row] = await tx.select(columns).from(people).where(eq(people.id, personId)).for('update');
  return row ?? null;
}

/** Keeps a sealed secret that was shown and not confirmed yet, in place of another such. */
export async function keepTotpSecret(tx: Tx, personId: string, totpEncrypted: string): Promise<void> {
  await tx
    .update(people)
    .set({ totpEncrypted, totpConfirmedAt: null, totpLastStep: null })
    .where(eq(people.id, personId));
}

export async function confirmTotp(
  tx: Tx,
  personId: string,
  { now, step }: { now: Instant; step: number },
): Promise<void> {
  await tx
    .update(people)
    .set({ totpConfirmedAt: new Date(now), totpLastStep: step })
    .where(eq(people.id, personId));
}

/** Notes that the code of a time step was accepted. The person's row is locked already. */
export async function noteTotpStep(tx: Tx, personId: string, step: number): Promise<void> {
  await tx.update(people).set({ totpLastStep: step }).where(eq(people.id, personId));
}

/** Puts a new set of recovery codes in place of all there were. Index: recovery_codes primary key. */
export async function replaceRecoveryCodes(
  tx: Tx,
  personId: string,
  { hashes, now }: { hashes: readonly string[]; now: Instant },
): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  const createdAt = new Date(now);
  await tx.insert(recoveryCodes).values(hashes.map((codeHash) => ({ personId, codeHash, createdAt })));
}

/** How many recovery codes are left. Index: recovery_codes primary key. */
export async function countRecoveryCodes(handle: Handle, personId: string): Promise<number> {
  const [row] = await handle
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}

/** Uses a recovery code up; false when there is none such, or it was used. Index: recovery_codes primary key. */
export async function spendRecoveryCode(
  tx: Tx,
  personId: string,
  { codeHash, now }: { codeHash: string; now: Instant },
): Promise<boolean> {
  const spent = await tx
    .update(recoveryCodes)
    .set({ usedAt: new Date(now) })
    .where(
      and(
        eq(recoveryCodes.personId, personId),
        eq(recoveryCodes.codeHash, codeHash),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ codeHash: recoveryCodes.codeHash });
  return spent.length > 0;
}

/**
 * Takes a person's second factor and recovery codes away, and with them that they were given in any session. Tables in
 * this order: people, recovery_codes, sessions. Indexes: people and recovery_codes primary keys, sessions_person.
 */
export async function clearSecondFactor(tx: Tx, personId: string): Promise<void> {
  await tx
    .update(people)
    .set({ totpEncrypted: null, totpConfirmedAt: null, totpLastStep: null })
    .where(eq(people.id, personId));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  await tx.update(sessions).set({ secondFactorAt: null }).where(eq(sessions.personId, personId));
}

/** Notes that the second factor was given in a session of this person. Index: sessions primary key. */
export async function markSecondFactorGiven(
  tx: Tx,
  personId: string,
  { sessionId, now }: { sessionId: string; now: Instant },
): Promise<void> {
  await tx
    .update(sessions)
    .set({ secondFactorAt: new Date(now) })
    .where(and(eq(sessions.id, sessionId), eq(sessions.personId, personId)));
}
