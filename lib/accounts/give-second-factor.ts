import { countRecoveryCodes, markSecondFactorGiven } from '#db/queries/second-factors.ts';
import { done, useCase } from '#lib/use-case.ts';
import { acceptCode } from './accept-code.ts';
import { counted } from './limits.ts';
import { needsSession, ownSession } from './own-session.ts';
import { tellPerson } from './tell-person.ts';

export type GivenSecondFactor = { by: 'code' | 'recovery-code'; recoveryCodesLeft: number };

const give = useCase<{ code: string }, GivenSecondFactor, 'invalid-input' | 'conflict' | 'forbidden'>({
  action: 'second-factor.give',
  async run(act, { code }) {
    const own = ownSession(act);
    if (!own) return needsSession();
    const accepted = await acceptCode(act, own.personId, code);
    if (!accepted.ok) return accepted;
    const { by } = accepted.value;
    await markSecondFactorGiven(act.tx, own.personId, { sessionId: own.sessionId, now: act.now });
    if (by === 'recovery-code') await tellPerson(act, own.personId, 'recovery-code-used');
    const recoveryCodesLeft = await countRecoveryCodes(act.tx, own.personId);
    return done(
      { by, recoveryCodesLeft },
      { subject: { type: 'person', id: own.personId }, after: { secondFactorBy: by } },
    );
  },
});

/**
 * Gives the second factor in this session, which from then on may do all that its person may: a code of the app that
 * was not accepted before, or a recovery code, which is used up. Answers `invalid-input` for a wrong code, `conflict`
 * for whoever has no second factor, `too-many-requests`. Tables in this order: people, recovery_codes, sessions.
 */
export const giveSecondFactor = counted('second-factor', give);
