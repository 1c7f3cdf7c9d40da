import { confirmTotp, lockSecondFactor, markSecondFactorGiven } from '#db/queries/second-factors.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { stepOf, wrongCode } from './accept-code.ts';
import { counted } from './limits.ts';
import { newRecoveryCodes } from './new-recovery-codes.ts';
import { needsSession, ownSession } from './own-session.ts';
import { tellPerson } from './tell-person.ts';

export type RecoveryCodes = { recoveryCodes: string[] };

const enable = useCase<{ code: string }, RecoveryCodes, 'invalid-input' | 'conflict' | 'forbidden'>({
  action: 'second-factor.enable',
  secret: true,
  async run(act, { code }) {
    const { tx, now } = act;
    const own = ownSession(act);
    if (!own) return needsSession();
    const row = await lockSecondFactor(tx, own.personId);
    if (!row?.totpEncrypted || row.totpConfirmedAt)
      return failed('conflict', 'No second factor waits to be confirmed. Start setting it up again.');
    const step = stepOf(row, code, now);
    if (step === null) return wrongCode();

    await confirmTotp(tx, own.personId, { now, step });
    const recoveryCodes = await newRecoveryCodes(act, own.personId);
    await markSecondFactorGiven(tx, own.personId, { sessionId: own.sessionId, now });
    await tellPerson(act, own.personId, 'second-factor-on');
    return done(
      { recoveryCodes },
      { subject: { type: 'person', id: own.personId }, after: { secondFactor: 'on' } },
    );
  },
});

/**
 * Turns on the second factor that `startSecondFactor` showed, on a code that proves the app holds it, and gives ten
 * recovery codes, shown this once. It counts as given in this session; the person's other sessions must give one too.
 * Answers `invalid-input` for a wrong code, `conflict` when none waits to be confirmed, `too-many-requests`.
 * Tables in this order: people, recovery_codes, sessions.
 */
export const enableSecondFactor = counted('second-factor', enable);
