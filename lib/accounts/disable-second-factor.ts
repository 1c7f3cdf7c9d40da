import { clearSecondFactor, findSecondFactor } from '#db/queries/second-factors.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { acceptCode } from './accept-code.ts';
import { counted } from './limits.ts';
import { needsSession, ownSession } from './own-session.ts';
import { isRequired } from './read-second-factor.ts';
import { tellPerson } from './tell-person.ts';

const disable = useCase<{ code: string }, undefined, 'invalid-input' | 'conflict' | 'forbidden'>({
  action: 'second-factor.disable',
  async run(act, { code }) {
    const own = ownSession(act);
    if (!own) return needsSession();
    const row = await findSecondFactor(act.tx, own.personId);
    if (row && isRequired(row))
      return failed(
        'forbidden',
        'Staff of this installation must have a second factor. To set up another app, ask an operator to reset it.',
      );
    const accepted = await acceptCode(act, own.personId, code);
    if (!accepted.ok) return accepted;
    await clearSecondFactor(act.tx, own.personId);
    await tellPerson(act, own.personId, 'second-factor-off');
    return done(undefined, {
      subject: { type: 'person', id: own.personId },
      before: { secondFactor: 'on' },
      after: { secondFactor: 'off' },
    });
  },
});

/**
 * Turns the second factor of whoever asks off, on one of its codes. Answers `forbidden` to staff who must have one,
 * `invalid-input` for a wrong code, `conflict` for whoever has none, `too-many-requests`.
 * Tables in this order: people, recovery_codes, sessions.
 */
export const disableSecondFactor = counted('second-factor', disable);
