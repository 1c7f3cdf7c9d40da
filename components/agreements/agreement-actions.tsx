'use client';

import { ChevronDown } from 'lucide-react';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { Button } from '#components/ui/button.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { Action, StaffRole } from '#lib/domain/policy.ts';
import { agreementHref } from './agreement-href.ts';

export type Opened = 'terminate' | 'renew' | 'hold' | 'cancel-termination' | 'cancel-amendment';

type Props = {
  agreement: Agreement;
  role: StaffRole | null;
  opened: Opened | null;
  onOpen: (opened: Opened | null) => void;
};

/** What can be done with an agreement in its state. */
export function AgreementActions({ agreement, role, opened, onOpen }: Props) {
  const { state, termination, expiry } = agreement;
  const page = agreementHref(agreement.number);
  const hasEnded = state === 'terminated' || state === 'expired';
  const isExpiring = expiry.noticeServedAt !== null && !termination && !hasEnded;
  const mayRenewFirst = state === 'expiring' || hasEnded;
  return (
    <>
      {hasEnded || termination ? null : (
        <>
          <StaffLink action="license.issue" role={role} href={`${page}/issue`}>
            Issue license
          </StaffLink>
          <StaffLink action="agreement.amend" role={role} href={`${page}/amend`}>
            Amend
          </StaffLink>
        </>
      )}
      <StaffLink
        action="agreement.create"
        role={role}
        href={`/staff/agreements/new?copyOf=${encodeURIComponent(agreement.number)}`}
      >
        Copy
      </StaffLink>
      <Button
        look={mayRenewFirst ? 'primary' : 'outline'}
        greyed={greyedForStaff('agreement.renew', role)}
        onClick={() => onOpen('renew')}
      >
        Renew
      </Button>
      {isExpiring ? (
        <Button greyed={greyedForStaff('agreement.hold', role)} onClick={() => onOpen('hold')}>
          Hold expiry
        </Button>
      ) : null}
      {termination && !hasEnded ? (
        <Button
          greyed={greyedForStaff('agreement.cancel-notice', role)}
          onClick={() => onOpen('cancel-termination')}
        >
          {termination.cause === 'material-breach' ? 'Cure or cancel' : 'Cancel termination'}
        </Button>
      ) : null}
      {hasEnded || termination ? null : (
        <Button
          greyed={greyedForStaff('agreement.terminate', role)}
          aria-expanded={opened === 'terminate'}
          onClick={() => onOpen(opened === 'terminate' ? null : 'terminate')}
        >
          Terminate
          <ChevronDown aria-hidden="true" />
        </Button>
      )}
    </>
  );
}

type LinkProps = { action: Action; role: StaffRole | null; href: string; children: string };

function StaffLink({ action, role, href, children }: LinkProps) {
  const greyed = greyedForStaff(action, role);
  return greyed === null ? (
    <LinkButton href={href}>{children}</LinkButton>
  ) : (
    <Button greyed={greyed}>{children}</Button>
  );
}
