'use client';

import './agreement.css';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { Product } from '#lib/contract/products.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { agreementHref } from './agreement-href.ts';
import { IssueOneForm } from './issue-one-form.tsx';
import { IssueSeveralForm } from './issue-several-form.tsx';

type Props = {
  agreement: Agreement;
  catalogue: readonly Product[];
  several: boolean;
  role: StaffRole;
};

/** Issues licenses under an agreement: one by a form, or several from a list. */
export function IssuePage({ agreement, catalogue, several, role }: Props) {
  const page = agreementHref(agreement.number);
  const hasEnded = agreement.state === 'terminated' || agreement.state === 'expired';
  return (
    <>
      <Crumbs
        trail={[
          { href: '/staff/agreements', name: 'Agreements' },
          { href: page, name: agreement.number },
        ]}
        here="Issue license"
      />
      <div className="title">
        <h1>Issue {several ? 'licenses' : 'license'}</h1>
        <span className="meta">
          {agreement.teamName}, {agreement.apps} of {agreement.appLimit} identifiers registered
        </span>
      </div>
      {hasEnded || agreement.termination ? (
        <div style={{ paddingTop: 20 }}>
          <EmptyState
            title={hasEnded ? 'This agreement has ended' : 'This agreement is being terminated'}
            says={`No license is issued under it. ${hasEnded ? 'Renew it first.' : 'Cancel the termination first.'}`}
            action={<LinkButton href={page}>Open the agreement</LinkButton>}
          />
        </div>
      ) : (
        <>
          <div style={{ paddingTop: 12 }}>
            <Tabs
              label="How many"
              tabs={[
                { href: `${page}/issue`, name: 'One' },
                { href: `${page}/issue?several`, name: 'Several, from a list' },
              ]}
              current={several ? `${page}/issue?several` : `${page}/issue`}
            />
          </div>
          {several ? (
            <IssueSeveralForm agreement={agreement} role={role} />
          ) : (
            <IssueOneForm agreement={agreement} catalogue={catalogue} role={role} />
          )}
        </>
      )}
    </>
  );
}
