import {
  lockSecondFactor,
  noteTotpStep,
  type SecondFactorRow,
  spendRecoveryCode,
} from '#db/queries/second-factors.ts';
import { installation } from '#lib/platform/installation.ts';
import { log } from '#lib/platform/log.ts';
import { recoveryCodeHash } from '#lib/platform/recovery-codes.ts';
import { unsealBytes } from '#lib/platform/sealed-bytes.ts';
import { acceptedStep } from '#lib/platform/totp.ts';
import { type Act, type Failure, failed } from '#lib/use-case.ts';

export type Accepted = { by: 'code' | 'recovery-code' };

/**
 * Whether `code` is the second factor of this person now: a code of their app that was not accepted before, or a
 * recovery code that was not used; it is used up by this. Answers `invalid-input` for any other, `conflict` for whoever
 * has no second factor. Locks the person's row.
 */
export async function acceptCode(
  { tx, now }: Act,
  personId: string,
  code: string,
): Promise<{ ok: true; value: Accepted } | Failure<'invalid-input' | 'conflict'>> {
  const row = await lockSecondFactor(tx, personId);
  if (!row?.totpConfirmedAt) return noSecondFactor();
  const step = stepOf(row, code, now);
  if (step !== null) {
    await noteTotpStep(tx, personId, step);
    return { ok: true, value: { by: 'code' } };
  }
  const codeHash = recoveryCodeHash(code, { secret: installation().secret, owner: personId });
  const isSpent = codeHash !== null && (await spendRecoveryCode(tx, personId, { codeHash, now }));
  return isSpent ? { ok: true, value: { by: 'recovery-code' } } : wrongCode();
}

/** The time step that `code` is of; null when it is none of this person's now, or was accepted before. */
export function stepOf(
  { personId, totpEncrypted, totpLastStep }: SecondFactorRow,
  code: string,
  now: number,
): number | null {
  if (totpEncrypted === null) return null;
  const totp = unsealBytes(totpEncrypted, totpSeal(personId));
  if (totp) return acceptedStep(totp, code, { now, lastStep: totpLastStep });
  log.error({ personId }, 'a second factor cannot be read: it was sealed under another AUTH_SECRET');
  return null;
}

/** What a person's TOTP secret is sealed with. */
export function totpSeal(personId: string) {
  return { secret: installation().secret, purpose: 'second-factors', owner: personId };
}

export function wrongCode(): Failure<'invalid-input'> {
  const detail =
    'This code is not right, or was used already. Codes change every 30 seconds: type the one your app shows now, or a recovery code that was not used.';
  return failed('invalid-input', detail, [{ pointer: '/code', detail }]);
}

export function noSecondFactor(): Failure<'conflict'> {
  return failed('conflict', 'Your account has no second factor. Set one up first.');
}
