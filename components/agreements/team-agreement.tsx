'use client';

import { LiveMark } from '#components/ui/live-mark.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { Agreement, AgreementNotice } from '#lib/contract/agreements.ts';
import type { ListedLicense } from '#lib/contract/licenses.ts';
import { AgreementFacts } from './agreement-facts.tsx';
import { AgreementHead } from './agreement-head.tsx';
import { AgreementLicenses } from './agreement-licenses.tsx';
import { AgreementTimeline } from './agreement-timeline.tsx';
import { NoticeList } from './notice-list.tsx';
import { useLiveAgreement } from './use-live-agreement.ts';

type Props = {
  agreement: Agreement;
  notices: readonly AgreementNotice[];
  licenses: readonly ListedLicense[];
  team: string;
  vendor: { name: string; supportUrl: string; timeZone: string };
  drawnAt: number;
};

/** What a team sees of its agreement: all that was agreed, and all that it was given notice of. */
export function TeamAgreement({
  agreement: initial,
  notices: first,
  licenses,
  team,
  vendor,
  drawnAt,
}: Props) {
  const now = useNow(drawnAt);
  const time = { zone: vendor.timeZone, now };
  const { agreement, notices, isLive } = useLiveAgreement(initial, first);
  const place = `/${team}`;
  const asks = agreement.state !== 'active' && agreement.state !== 'not-started';
  return (
    <>
      <AgreementHead
        agreement={agreement}
        place={place}
        time={time}
        live={<LiveMark isLive={isLive} />}
        actions={
          asks ? (
            <a className="btn primary" href={vendor.supportUrl}>
              Write to {vendor.name}
            </a>
          ) : null
        }
      />
      <AgreementFacts agreement={agreement} now={now} />
      <AgreementTimeline agreement={agreement} time={time} />
      <NoticeList agreement={agreement} notices={notices} isStaff={false} time={time} />
      <AgreementLicenses licenses={licenses} place={place} drawnAt={drawnAt} />
    </>
  );
}
