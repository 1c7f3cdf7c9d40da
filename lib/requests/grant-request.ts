import { findAgreement } from '#db/queries/agreements.ts';
import { findLicense } from '#db/queries/licenses.ts';
import type { RequestRow } from '#db/queries/requests.ts';
import { convertTrial } from '#lib/agreements/convert-trial.ts';
import { issueProduction } from '#lib/agreements/issue-production.ts';
import { extendTrial } from '#lib/licensing/extend-trial.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { unlockLicense } from '#lib/support/unlock-license.ts';
import { type Act, done, failed, type Result, type ShellCode, useCase } from '#lib/use-case.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { closeRequest } from './close-request.ts';
import { decidedAlready, locateRequest, takeRequest } from './locate-request.ts';
import { type RequestWithMessagesView, termsOf, viewWhole } from './request-view.ts';

export type GrantInput = {
  id: string;
  message?: string | undefined;
  agreement?: string | undefined;
  products?: string[] | undefined;
  platforms?: Platform[] | undefined;
  days?: number | undefined;
};

type GrantCode =
  | 'invalid-input'
  | 'conflict'
  | 'too-many-apps'
  | 'trial-limit-running'
  | 'stale-version'
  | ShellCode;

/**
 * Grants a request and does what it asks for, in one transaction: converts its trial or issues a license under an
 * agreement, extends, unlocks. Whoever grants must be allowed to do that too, and it is written down as if done by itself.
 * Answers `not-found`, `forbidden`, `invalid-input`, `conflict`, and what the act itself answers.
 */
export const grantRequest = useCase<GrantInput, RequestWithMessagesView, GrantCode>({
  action: 'request.grant',
  locate: locateRequest,
  run: async (act, input) => {
    const row = await takeRequest(act, input.id);
    const late = decidedAlready(row);
    if (late) return late;
    const granted = await carryOut(act, row, input);
    if (!granted.ok) return granted;
    const license = granted.value;
    const agreement = license?.agreement ? await findAgreement(act.tx, row.teamId, license.agreement) : null;
    await closeRequest(act, row, {
      state: 'granted',
      message: input.message,
      agreementId: agreement?.id ?? null,
      licenseId: license?.id ?? row.licenseId,
    });
    return done(await viewWhole(act.tx, row), {
      subject: { type: 'request', id: row.id },
      before: { state: row.state },
      after: { state: 'granted', license: license?.id ?? null },
    });
  },
});

/** The license as it is then; null where nothing is done but answered. */
async function carryOut(
  act: Act,
  row: RequestRow,
  input: GrantInput,
): Promise<Result<LicenseView | null, GrantCode>> {
  const { licenseId: id, type } = row;
  const note = `Request ${row.id}: ${row.subject}`;
  if (type === 'unlock' && id) return act.perform(unlockLicense, { id, note });
  if (type === 'extension' && id)
    return act.perform(extendTrial, { id, reason: note, days: input.days ?? 14 });
  if (type === 'production') return grantProduction(act, row, input);
  return { ok: true, value: null };
}

async function grantProduction(
  act: Act,
  row: RequestRow,
  { agreement, products, platforms }: GrantInput,
): Promise<Result<LicenseView, GrantCode>> {
  if (agreement === undefined) {
    const detail = 'Name the agreement under which it is granted, or make one first.';
    return failed('invalid-input', detail, [{ pointer: '/agreement', detail }]);
  }
  const about = row.licenseId === null ? null : await findLicense(act.tx, row.teamId, row.licenseId);
  if (about?.kind === 'trial') {
    return act.perform(convertTrial, { id: about.id, agreement, products, platforms });
  }
  const { apps = [] } = termsOf(row.terms);
  return act.perform(issueProduction, {
    kind: 'production',
    agreement,
    team: row.team,
    products,
    platforms,
    apps,
    ...(row.licenseName !== null && { name: row.licenseName }),
  });
}
