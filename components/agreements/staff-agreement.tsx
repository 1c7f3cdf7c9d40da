'use client';

import { useState } from 'react';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { Button } from '#components/ui/button.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { LiveMark } from '#components/ui/live-mark.tsx';
import { notify } from '#components/ui/notify.ts';
import { useNow } from '#components/ui/use-now.ts';
import type { Agreement, AgreementNotice } from '#lib/contract/agreements.ts';
import type { ListedLicense } from '#lib/contract/licenses.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { AgreementActions, type Opened } from './agreement-actions.tsx';
import { AgreementFacts } from './agreement-facts.tsx';
import { AgreementHead } from './agreement-head.tsx';
import { AgreementHistory } from './agreement-history.tsx';
import { agreementHref } from './agreement-href.ts';
import { AgreementLicenses } from './agreement-licenses.tsx';
import { AgreementTimeline } from './agreement-timeline.tsx';
import { CancelAmendmentDialog } from './cancel-amendment-dialog.tsx';
import { CancelTerminationDialog } from './cancel-termination-dialog.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { NoticeList } from './notice-list.tsx';
import { RenewDialog } from './renew-dialog.tsx';
import { ServeDialog } from './serve-dialog.tsx';
import { TeamTrials } from './team-trials.tsx';
import { TerminatePanel } from './terminate-panel.tsx';
import { useAgreementChanged, useLiveAgreement } from './use-live-agreement.ts';

type Props = {
  agreement: Agreement;
  notices: readonly AgreementNotice[];
  licenses: readonly ListedLicense[];
  /** Leases that run now on each license; null where they were not counted. */
  running: readonly { id: string; running: number }[] | null;
  /** The team's trials that can be converted. */
  trials: readonly ListedLicense[];
  role: StaffRole | null;
  zone: string;
  drawnAt: number;
};

/** An agreement for staff: what it says, what would happen, and every way to change it. */
export function StaffAgreement({ agreement: initial, notices: first, role, zone, drawnAt, ...rest }: Props) {
  const now = useNow(drawnAt);
  const time = { zone, now };
  const { agreement, notices, isLive } = useLiveAgreement(initial, first);
  const changed = useAgreementChanged();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [served, setServed] = useState<AgreementNotice | null>(null);
  const [previewed, setPreviewed] = useState<string | null>(null);
  const runningOf = rest.running && new Map(rest.running.map((one) => [one.id, one.running]));
  const isPreviewing = opened === 'terminate' && agreement.termination === null;

  function close() {
    setOpened(null);
    setPreviewed(null);
  }
  const done = (says: string) => (after: Agreement) => {
    close();
    notify(says);
    changed(after);
  };

  return (
    <>
      <AgreementHead
        agreement={agreement}
        place="/staff"
        time={time}
        live={<LiveMark isLive={isLive} />}
        actions={<AgreementActions agreement={agreement} role={role} opened={opened} onOpen={setOpened} />}
      />
      <AgreementFacts
        agreement={agreement}
        running={rest.running?.reduce((sum, one) => sum + one.running, 0)}
        now={now}
      />
      <AgreementTimeline
        agreement={agreement}
        preview={isPreviewing && previewed !== null ? { effectiveAt: previewed } : null}
        time={time}
      />
      {isPreviewing ? (
        <TerminatePanel
          agreement={agreement}
          time={time}
          onPreview={setPreviewed}
          onClose={close}
          onDone={done('Notice is stored and shown. Its mail is on its way.')}
        />
      ) : null}
      <NoticeList
        agreement={agreement}
        notices={notices}
        isStaff
        time={time}
        actionsOf={(notice) => (
          <NoticeActions
            notice={notice}
            role={role}
            onServe={() => setServed(notice)}
            onTakeBack={() => setOpened('cancel-amendment')}
          />
        )}
      />
      <AgreementLicenses
        licenses={rest.licenses}
        place="/staff"
        runningOf={runningOf ?? undefined}
        action={
          greyedForStaff('license.issue', role) === null ? (
            <LinkButton href={`${agreementHref(agreement.number)}/issue`}>Issue license</LinkButton>
          ) : null
        }
        drawnAt={drawnAt}
      />
      <TeamTrials agreement={agreement} trials={rest.trials} role={role} drawnAt={drawnAt} />
      <AgreementHistory number={agreement.number} version={agreement.version} now={now} />
      {opened === 'renew' ? (
        <RenewDialog
          agreement={agreement}
          time={time}
          onClose={close}
          onDone={done('The agreement is renewed.')}
        />
      ) : null}
      {opened === 'hold' ? (
        <HoldDialog agreement={agreement} time={time} onClose={close} onDone={done('The expiry is held.')} />
      ) : null}
      {opened === 'cancel-termination' ? (
        <CancelTerminationDialog
          agreement={agreement}
          onClose={close}
          onDone={done('The termination is cancelled. Everything lifts at the next check.')}
        />
      ) : null}
      {opened === 'cancel-amendment' ? (
        <CancelAmendmentDialog
          agreement={agreement}
          onClose={close}
          onDone={done('The amendment is taken back.')}
        />
      ) : null}
      {served ? (
        <ServeDialog
          number={agreement.number}
          notice={served}
          time={time}
          onClose={() => setServed(null)}
          onDone={() => {
            setServed(null);
            notify('Recorded. It counts once a second person has approved it.');
            changed(agreement);
          }}
        />
      ) : null}
    </>
  );
}

type NoticeActionsProps = {
  notice: AgreementNotice;
  role: StaffRole | null;
  onServe: () => void;
  onTakeBack: () => void;
};

function NoticeActions({ notice, role, onServe, onTakeBack }: NoticeActionsProps) {
  const { state, cause } = notice;
  const mayTakeBack = cause === 'amendment' && (state === 'stored' || state === 'served');
  const isWaiting = notice.services.some(({ approvalState }) => approvalState === 'open');
  if (state !== 'stored' && !mayTakeBack) return null;
  return (
    <div className="actions" style={{ marginTop: 0 }}>
      {state === 'stored' && !isWaiting ? (
        <Button greyed={greyedForStaff('agreement.serve-by-other-means', role)} onClick={onServe}>
          Record service by other means
        </Button>
      ) : null}
      {mayTakeBack ? (
        <Button greyed={greyedForStaff('agreement.cancel-notice', role)} onClick={onTakeBack}>
          Take amendment back
        </Button>
      ) : null}
    </div>
  );
}
