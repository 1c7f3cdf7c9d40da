import { listStandingNotices } from '#db/queries/agreement-notices.ts';
import { findAgreementById } from '#db/queries/agreements.ts';
import { TERM_NAMES, type TermsChange } from '#lib/domain/agreement-terms.ts';
import { sayTerms } from '#lib/domain/say-terms.ts';
import { tell } from '#lib/notices/tell.ts';
import { done, useCase } from '#lib/use-case.ts';
import { type AgreementView, termsOf, viewTerms } from './agreement-view.ts';
import { changeTerms } from './change-terms.ts';
import { giveNotice, tellOfNotice } from './give-notice.ts';
import { keepJob } from './keep-job.ts';
import {
  agreementSubject,
  locateAgreement,
  locatedAgreement,
  takeAgreement,
  viewNow,
} from './locate-agreement.ts';
import { planAmendment } from './plan-amendment.ts';

export type AmendmentInput = TermsChange & { number: string; message?: string | undefined };

/** These are between the two of us: nobody needs a mail of them. */
const SILENT: readonly string[] = ['title', 'noticeAddress'];

/**
 * Amends an agreement. What gives more holds from the next check on; what takes something away from an agreement in force
 * waits for a served notice (`amendment` of the answer) and is applied at its moment. `message` is what the customer reads
 * with that notice; without one the terms that change are listed.
 * Answers `not-found`, `forbidden`, `invalid-input`, `conflict` (something else is under way, or a license would be left
 * with nothing), `stale-version`.
 */
export const amend = useCase<AmendmentInput, AgreementView, 'invalid-input' | 'conflict' | 'stale-version'>({
  action: 'agreement.amend',
  locate: locateAgreement,
  run: async (act, { number, message, ...change }) => {
    const { tx, now } = act;
    const taken = await takeAgreement(act, number);
    if (!taken.ok) return taken;
    const { row } = taken;
    const plan = await planAmendment(tx, row, { change, now });
    if (!plan.ok) return plan;
    const { atOnce, byNotice } = plan;
    const names = Object.keys(atOnce);
    if (names.length > 0) await changeTerms(act, row, { change: atOnce });
    const changed = locatedAgreement(await findAgreementById(tx, row.teamId, row.id));
    if (atOnce.noticeAddress) {
      // Who is to be told now of what was not served yet.
      for (const { id, servedAt } of await listStandingNotices(tx, [row.id])) {
        if (servedAt === null) await tellOfNotice(tx, changed, { id, now });
      }
    }
    if (names.some((name) => !SILENT.includes(name))) {
      const { id: subjectId, teamId, version } = changed;
      await tell(tx, { notice: 'agreement-amended', subjectId, key: `${subjectId}:${version}`, teamId, now });
    }
    const notice =
      Object.keys(byNotice).length > 0
        ? await giveNotice(act, changed, {
            cause: 'amendment',
            message: message ?? sayTerms(termsOf(changed), byNotice),
            terms: viewTerms(byNotice),
          })
        : null;
    await act.enqueue(keepJob());
    const before = termsOf(row);
    return done(await viewNow(tx, row, now), {
      subject: agreementSubject(row),
      before: withoutAddress(
        Object.fromEntries(
          TERM_NAMES.filter((name) => name in atOnce || name in byNotice).map((name) => [name, before[name]]),
        ),
      ),
      after: {
        ...withoutAddress(viewTerms(atOnce)),
        ...(notice && { byNotice: viewTerms(byNotice), notice: notice.id, noticeDays: notice.noticeDays }),
      },
    });
  },
});

/** No address of anybody goes into the audit log. */
function withoutAddress({ noticeAddress, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return noticeAddress === undefined
    ? rest
    : { ...rest, noticeAddress: noticeAddress === null ? 'none' : 'one' };
}
