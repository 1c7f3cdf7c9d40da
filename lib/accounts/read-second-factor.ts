import { countRecoveryCodes, findSecondFactor } from '#db/queries/second-factors.ts';
import { findLiveSession } from '#db/queries/sessions.ts';
import { installation } from '#lib/platform/installation.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { isFresh } from './confirm-password.ts';
import { needsSession, ownSession } from './own-session.ts';

export type SecondFactor = {
  state: 'off' | 'on';
  /** Whether this person must have one: staff, unless the installation leaves it to them. */
  required: boolean;
  /** Whether it was given in this session. */
  given: boolean;
  confirmedAt: string | null;
  recoveryCodesLeft: number;
  /** Whether setting one up asks for the password: not so soon after it was typed. */
  asksPassword: boolean;
};

/** The second factor of whoever asks, and how it stands in their session. Answers `forbidden` without a session. */
export const readSecondFactor = useCase<unknown, SecondFactor, 'forbidden' | 'not-found'>({
  action: 'second-factor.read',
  async run(act) {
    const own = ownSession(act);
    if (!own) return needsSession();
    const row = await findSecondFactor(act.tx, own.personId);
    const session = await findLiveSession(act.tx, own.sessionId, act.now);
    if (!row || !session) return notFound();
    return done({
      state: row.totpConfirmedAt ? 'on' : 'off',
      required: isRequired(row),
      given: row.totpConfirmedAt !== null && session.secondFactorAt !== null,
      confirmedAt: row.totpConfirmedAt?.toISOString() ?? null,
      recoveryCodesLeft: row.totpConfirmedAt ? await countRecoveryCodes(act.tx, own.personId) : 0,
      asksPassword: !isFresh(session, act.now),
    });
  },
});

/** Whether this installation wants a second factor of this person. */
export function isRequired({ staffRole }: { staffRole: string | null }): boolean {
  return staffRole !== null && installation().config.staffSecondFactor === 'required';
}
