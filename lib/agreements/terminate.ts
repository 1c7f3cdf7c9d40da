import { listStandingNotices } from '#db/queries/agreement-notices.ts';
import type { Day } from '#lib/domain/calendar.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type AgreementView, isTermination, stateOf } from './agreement-view.ts';
import { giveNotice } from './give-notice.ts';
import { agreementSubject, locateAgreement, takeAgreement, viewNow } from './locate-agreement.ts';

export type TerminationInput = {
  number: string;
  cause: 'material-breach' | 'agreement-terminated';
  effectiveOn?: Day | undefined;
  message: string;
};

/**
 * Gives notice that an agreement ends. Its moment is known when the notice is served; an `effectiveOn` earlier than the
 * notice days allow is accepted, and moved then.
 * Answers `not-found`, `forbidden`, `conflict` (it has ended, or is being terminated), `stale-version`.
 */
export const terminate = useCase<TerminationInput, AgreementView, 'conflict' | 'stale-version'>({
  action: 'agreement.terminate',
  locate: locateAgreement,
  run: async (act, { number, cause, effectiveOn, message }) => {
    const { tx, now } = act;
    const taken = await takeAgreement(act, number);
    if (!taken.ok) return taken;
    const { row } = taken;
    const refusal = mayTerminate(stateOf(row, now), await listStandingNotices(tx, [row.id]));
    if (refusal) return failed('conflict', refusal);
    const notice = await giveNotice(act, row, { cause, message, effectiveOn: effectiveOn ?? null });
    return done(await viewNow(tx, row, now), {
      subject: agreementSubject(row),
      after: { notice: notice.id, cause, effectiveOn: effectiveOn ?? null, noticeDays: row.noticeDays },
    });
  },
});

/** Why an agreement cannot be terminated now; null when it can. */
export function mayTerminate(
  state: AgreementView['state'],
  standing: Parameters<typeof isTermination>[0][],
): string | null {
  if (state === 'terminated' || state === 'expired') return 'This agreement has ended already.';
  return standing.some(isTermination)
    ? 'Notice of a termination was given already. Cancel that one first to give another.'
    : null;
}
