import type { Tx } from '#db/client.ts';
import { findLastLeaseEnd, listNoticeReaders, listStandingNotices } from '#db/queries/agreement-notices.ts';
import { countChecks, findRunningLeases } from '#db/queries/agreement-use.ts';
import { type AgreementRow, findAgreement, listAgreementLicenses } from '#db/queries/agreements.ts';
import type { TermsChange } from '#lib/domain/agreement-terms.ts';
import { leasesShrinkFrom, momentOfEffect, servedMoment } from '#lib/domain/agreements.ts';
import { endOfDay } from '#lib/domain/calendar.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { sayTerms } from '#lib/domain/say-terms.ts';
import { teamOf } from '#lib/licensing/locate-license.ts';
import { previewLetter } from '#lib/notices/preview-letter.ts';
import { type Act, done, failed, useCase } from '#lib/use-case.ts';
import { stateOf, type TermsView, termsOf, vendorZone, viewTerms } from './agreement-view.ts';
import type { AmendmentInput } from './amend.ts';
import { locateAgreement, locatedAgreement } from './locate-agreement.ts';
import { planAmendment } from './plan-amendment.ts';
import { mayTerminate, type TerminationInput } from './terminate.ts';

/** Checks are counted over so long. */
const CHECKS_MS = 30 * DAY_MS;

export type ToldView = {
  name: string | null;
  address: string;
  as: 'owner' | 'admin' | 'notice-address';
  counts: boolean;
};
export type HitView = { id: string; name: string; apps: number; running: number; lastStopsAt: string | null };

export type PreviewView = {
  now: string;
  told: ToldView[];
  members: number;
  subject: string;
  text: string;
  effectiveAt: string;
  isMoved: boolean;
  leasesShrinkFrom: string;
  licenses: HitView[];
  apps: number;
  running: number;
  lastStopsAt: string | null;
  checks: number;
};

/**
 * What a termination would mean if its notice were given and served now: who is told, what they read, the moment of
 * effect, what runs. Nothing is stored. Answers `not-found`, `forbidden`, `conflict` like the termination itself.
 */
export const previewTermination = useCase<
  Omit<TerminationInput, 'message'> & { message?: string | undefined },
  PreviewView,
  'conflict'
>({
  action: 'agreement.preview',
  locate: locateAgreement,
  run: async (act, { number, cause, effectiveOn, message }) => {
    const row = locatedAgreement(await findAgreement(act.tx, teamOf(act.teamId), number));
    const refusal = mayTerminate(stateOf(row, act.now), await listStandingNotices(act.tx, [row.id]));
    if (refusal) return failed('conflict', refusal);
    const notice = { cause, message: message ?? '', effectiveOn: effectiveOn ?? null, terms: null };
    return done(await previewNotice(act, row, notice));
  },
});

export type AmendmentPreviewView = {
  now: string;
  atOnce: TermsView;
  byNotice: TermsView;
  notice: PreviewView | null;
};

/** What an amendment would mean. Nothing is stored. Answers like the amendment itself. */
export const previewAmendment = useCase<AmendmentInput, AmendmentPreviewView, 'invalid-input' | 'conflict'>({
  action: 'agreement.preview',
  locate: locateAgreement,
  run: async (act, { number, message, ...change }) => {
    const { tx, now } = act;
    const row = locatedAgreement(await findAgreement(tx, teamOf(act.teamId), number));
    const plan = await planAmendment(tx, row, { change, now });
    if (!plan.ok) return plan;
    const { atOnce, byNotice } = plan;
    const notice =
      Object.keys(byNotice).length === 0
        ? null
        : await previewNotice(act, row, {
            cause: 'amendment',
            message: message ?? sayTerms(termsOf(row), byNotice),
            effectiveOn: null,
            terms: viewTerms(byNotice),
          });
    const at = new Date(now).toISOString();
    return done({ now: at, atOnce: viewTerms(atOnce), byNotice: viewTerms(byNotice), notice });
  },
});

type Previewed = {
  cause: TerminationInput['cause'] | 'amendment';
  message: string;
  effectiveOn: string | null;
  terms: TermsChange | null;
};

async function previewNotice(
  { tx, now }: Pick<Act, 'tx' | 'now'>,
  row: AgreementRow,
  notice: Previewed,
): Promise<PreviewView> {
  const zone = vendorZone();
  const { noticeDays } = row;
  const servedAt = servedMoment(now, { noticeDays, zone });
  const inField = await findLastLeaseEnd(tx, row.id, now - LOOK_BACK_MS);
  const leasesEndAt = inField?.getTime() ?? null;
  const effectiveAt = momentOfEffect({
    servedAt,
    noticeDays,
    zone,
    chosenDay: notice.effectiveOn,
    leasesEndAt,
  });
  const readers = await listNoticeReaders(tx, row.teamId);
  const letter = await previewLetter(tx, {
    now,
    notice: {
      ...notice,
      terms: notice.terms && { ...notice.terms },
      agreementId: row.id,
      noticeDays,
      storedAt: new Date(now),
    },
  });
  const licenses = await hitsOf(tx, row, now);
  const stops = licenses.flatMap(({ lastStopsAt }) => (lastStopsAt ? [Date.parse(lastStopsAt)] : []));
  return {
    now: new Date(now).toISOString(),
    told: [
      ...readers.told.map(({ name, email, role }) => ({
        name,
        address: email,
        as: role,
        counts: role === 'owner',
      })),
      ...(row.noticeAddress === null
        ? []
        : [{ name: null, address: row.noticeAddress, as: 'notice-address' as const, counts: true }]),
    ],
    members: readers.members,
    ...letter,
    effectiveAt: new Date(effectiveAt).toISOString(),
    isMoved: notice.effectiveOn !== null && endOfDay(notice.effectiveOn, zone) < effectiveAt,
    leasesShrinkFrom: new Date(leasesShrinkFrom(effectiveAt, row)).toISOString(),
    licenses,
    apps: licenses.reduce((sum, { apps }) => sum + apps, 0),
    running: licenses.reduce((sum, { running }) => sum + running, 0),
    lastStopsAt: stops.length > 0 ? new Date(Math.max(...stops)).toISOString() : null,
    checks: await countChecks(tx, row.id, now - CHECKS_MS),
  };
}

/** The longest lease and grace there are, and a day. */
const LOOK_BACK_MS = 61 * DAY_MS;

async function hitsOf(tx: Tx, row: AgreementRow, now: Instant): Promise<HitView[]> {
  const running = await findRunningLeases(tx, row.id, {
    now,
    leaseSeconds: row.leaseSeconds,
    since: now - LOOK_BACK_MS,
  });
  const licenses = await listAgreementLicenses(tx, row.id);
  return licenses
    .filter(({ replacedBy }) => replacedBy === null)
    .map(({ id, name }) => {
      const found = running.get(id);
      return {
        id,
        name,
        apps: found?.apps ?? 0,
        running: found?.running ?? 0,
        lastStopsAt: found?.lastStopsAt?.toISOString() ?? null,
      };
    });
}
