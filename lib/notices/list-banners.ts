import type { Tx } from '#db/client.ts';
import {
  listHeldAgreements,
  listLicensesUnder,
  listLockedLicenses,
  listStandingNotices,
  type NoticeOfTeam,
} from '#db/queries/banners.ts';
import { findTeamBySlug } from '#db/queries/teams.ts';
import { momentOfEffect, servedMoment } from '#lib/domain/agreements.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { EndingCause } from '#lib/domain/license.ts';
import { STALE_MS } from '#lib/domain/reminders.ts';
import { installation } from '#lib/platform/installation.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';

type Named = { id: string; name: string };
type AgreementOf = { number: string; title: string };

export type BannerView =
  | {
      kind: 'ending';
      id: string;
      agreement: AgreementOf;
      cause: EndingCause | 'amendment';
      storedAt: string;
      servedAt: string | null;
      effectiveAt: string | null;
      earliestAt: string;
      message: string;
      heldUntil: string | null;
      licenses: Named[];
    }
  | { kind: 'hold'; agreement: AgreementOf; heldUntil: string; licenses: Named[] }
  | {
      kind: 'lock';
      license: Named & { kind: 'trial' | 'production' };
      since: string;
      until: string | null;
      reason: string;
    };

/**
 * What the whole team must know, the gravest first: locks, notices under way from when they are stored until two weeks
 * after their moment, expiries that are held. Answers `not-found`, `forbidden`.
 */
export const listBanners = useCase<{ slug: string }, { items: BannerView[] }, 'not-found'>({
  action: 'banner.list',
  async locate(tx, { slug }) {
    const team = await findTeamBySlug(tx, slug);
    return team && { teamId: team.id };
  },
  async run({ tx, teamId, now }) {
    if (teamId === null) return notFound();
    return done({ items: [...(await locksOf(tx, teamId, now)), ...(await agreementsOf(tx, teamId, now))] });
  },
});

async function locksOf(tx: Tx, teamId: string, now: Instant): Promise<BannerView[]> {
  const rows = await listLockedLicenses(tx, teamId, now);
  return rows.map(({ id, name, kind, lockedAt, lockReason, lockEndsAt }) => ({
    kind: 'lock',
    license: { id, name, kind },
    since: lockedAt.toISOString(),
    until: lockEndsAt?.toISOString() ?? null,
    reason: lockReason,
  }));
}

async function agreementsOf(tx: Tx, teamId: string, now: Instant): Promise<BannerView[]> {
  const notices = await listStandingNotices(tx, teamId, now - STALE_MS);
  const expiring = notices.filter(({ notice }) => notice.cause === 'agreement-expired');
  // A hold is told with the expiry that it holds, once there is notice of that.
  const held = (await listHeldAgreements(tx, teamId, now)).filter(
    ({ id }) => !expiring.some(({ agreement }) => agreement.id === id),
  );
  const ids = [...notices.map(({ agreement }) => agreement.id), ...held.map(({ id }) => id)];
  const licenses = await listLicensesUnder(tx, teamId, ids);
  const under = (id: string) =>
    licenses
      .filter(({ agreementId }) => agreementId === id)
      .map((license) => ({ id: license.id, name: license.name }));
  const endings = notices.map((one) => viewEnding(one, under(one.agreement.id), now));
  endings.sort((a, b) => a.earliestAt.localeCompare(b.earliestAt));
  return [
    ...endings,
    ...held.map(({ id, number, title, heldUntil }) => ({
      kind: 'hold' as const,
      agreement: { number, title },
      heldUntil: heldUntil.toISOString(),
      licenses: under(id),
    })),
  ];
}

function viewEnding({ notice, agreement }: NoticeOfTeam, licenses: Named[], now: Instant) {
  const { noticeDays, cause } = notice;
  const zone = installation().config.vendor.timeZone;
  const isExpiry = cause === 'agreement-expired';
  const heldUntil =
    isExpiry && agreement.heldUntil && agreement.heldUntil.getTime() > now ? agreement.heldUntil : null;
  const earliest =
    notice.effectiveAt?.getTime() ??
    momentOfEffect({
      servedAt: servedMoment(now, { noticeDays, zone }),
      noticeDays,
      zone,
      chosenDay: notice.effectiveOn,
      lastInstantAt: isExpiry ? agreement.lastInstantAt.getTime() : null,
      heldUntil: heldUntil?.getTime() ?? null,
    });
  return {
    kind: 'ending' as const,
    id: notice.id,
    agreement: { number: agreement.number, title: agreement.title },
    cause,
    storedAt: notice.storedAt.toISOString(),
    servedAt: notice.servedAt?.toISOString() ?? null,
    effectiveAt: notice.effectiveAt?.toISOString() ?? null,
    earliestAt: new Date(earliest).toISOString(),
    message: notice.message,
    heldUntil: heldUntil?.toISOString() ?? null,
    licenses,
  };
}
