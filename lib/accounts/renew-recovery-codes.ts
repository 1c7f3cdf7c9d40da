import { done, useCase } from '#lib/use-case.ts';
import { acceptCode } from './accept-code.ts';
import type { RecoveryCodes } from './enable-second-factor.ts';
import { counted } from './limits.ts';
import { newRecoveryCodes } from './new-recovery-codes.ts';
import { needsSession, ownSession } from './own-session.ts';

const renew = useCase<{ code: string }, RecoveryCodes, 'invalid-input' | 'conflict' | 'forbidden'>({
  action: 'second-factor.renew-codes',
  secret: true,
  async run(act, { code }) {
    const own = ownSession(act);
    if (!own) return needsSession();
    const accepted = await acceptCode(act, own.personId, code);
    if (!accepted.ok) return accepted;
    const recoveryCodes = await newRecoveryCodes(act, own.personId);
    return done(
      { recoveryCodes },
      { subject: { type: 'person', id: own.personId }, after: { recoveryCodes: recoveryCodes.length } },
    );
  },
});

/**
 * Ten new recovery codes, shown this once; those before them are dead. Asks for a code as every change to the second
 * factor does. Answers `invalid-input` for a wrong one, `conflict` for whoever has no second factor,
 * `too-many-requests`.
 */
export const renewRecoveryCodes = counted('second-factor', renew);
