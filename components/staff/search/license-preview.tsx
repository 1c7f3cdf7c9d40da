'use client';

import type { Ref } from 'react';
import { readProblem } from '#components/read-problem.ts';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Id } from '#components/ui/id.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';
import { State } from '#components/ui/state.tsx';
import type { StaffRole } from '#lib/domain/policy.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { Decision } from '../license/decision.tsx';
import { staffAnswer } from '../license/staff-answer.ts';
import { UnlockForm } from '../license/unlock-form.tsx';
import { useStaffLicense } from '../license/use-staff-license.ts';
import type { FoundLicense } from './found.ts';

type Props = {
  item: FoundLicense;
  role: StaffRole;
  now: number;
  noteRef: Ref<HTMLTextAreaElement>;
  /** What a pasted answer was asked for. */
  asked?: { app: string; platform: Platform } | null;
};

/** The license that was chosen: why it is as it is, what the customer reads, who can fix it, and the unlock in place. */
export function LicensePreview({ item, role, now, noteRef, asked = null }: Props) {
  const { license, leases, lock, lockedChecks, error, retry } = useStaffLicense(item.id);
  if (error && !license)
    return (
      <section className="preview" aria-label="License">
        <div className="top">
          <ErrorState requestId={readProblem(error).requestId} onRetry={retry} />
        </div>
      </section>
    );
  if (!license)
    return (
      <section className="preview" aria-label="License" aria-busy="true">
        <div className="top">
          <SkeletonRows rows={5} columns={['30%', '50%']} />
        </div>
      </section>
    );
  const answer = staffAnswer({ license, leases, lock, lockedChecks, role, now });
  const open = <LinkButton href={`/staff/licenses/${license.id}`}>Open license</LinkButton>;
  return (
    <section className="preview" aria-label={`License ${license.id}`}>
      <div className="top">
        <div className="ident">
          <Id value={license.id} label="License ID" />
          <span>
            {license.licensee}, {license.products.join(', ')}, {license.kind}
          </span>
        </div>
        <div aria-live="polite">
          <State of={license.state} />
          <p className="big">{answer.headline}</p>
          <p>{answer.says}</p>
        </div>
      </div>
      <dl className="said">
        {item.app?.refused || item.request ? (
          <>
            <dt>Found because</dt>
            <dd>{item.why}</dd>
          </>
        ) : null}
        <dt>Customer reads</dt>
        <dd>{answer.customerReads}</dd>
        {answer.internalNote === null ? null : (
          <>
            <dt>Internal note</dt>
            <dd>{answer.internalNote}</dd>
          </>
        )}
        <dt>Who can fix it</dt>
        <dd>
          {answer.whoCanFix.isYou ? <b>You. </b> : null}
          {answer.whoCanFix.says}
        </dd>
      </dl>
      {license.state === 'locked' ? (
        <UnlockForm key={license.id} license={license} role={role} now={now} noteRef={noteRef}>
          {open}
        </UnlockForm>
      ) : (
        <div className="foot">
          <div className="go">{open}</div>
        </div>
      )}
      <Decision license={license.id} asked={asked ?? askedOf(item)} version={license.version} />
    </section>
  );
}

function askedOf({ app }: FoundLicense) {
  return app && !app.value.includes('*') ? { app: app.value, platform: app.platform } : {};
}
