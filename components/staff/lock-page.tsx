import './lock.css';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { Id } from '#components/ui/id.tsx';
import { Section } from '#components/ui/section.tsx';
import { State } from '#components/ui/state.tsx';
import type { Approval } from '#lib/contract/approvals.ts';
import type { License } from '#lib/contract/licenses.ts';
import { POLICY, type StaffRole } from '#lib/domain/policy.ts';
import { ApprovalList } from './approval-list.tsx';
import { LockForm } from './lock-form.tsx';
import { UnlockForm } from './unlock-form.tsx';

type Props = {
  license: License;
  /** Those of this license that wait. */
  open: readonly Approval[];
  role: StaffRole;
  me: string;
  vendorName: string;
  now: number;
};

/** Lock, unlock and renew, of one license, for staff. */
export function LockPage({ license, open, role, me, vendorName, now }: Props) {
  const page = `/staff/licenses/${license.id}`;
  const isLocked = license.state === 'locked';
  const greyed = (action: 'license.lock' | 'license.unlock' | 'lock.ask' | 'lock.ask-renewal') =>
    POLICY[action].staff.includes(role) ? null : POLICY[action].says;
  const isAsked = open.some(({ type }) => type === 'emergency-lock');
  return (
    <>
      <Crumbs trail={[{ href: page, name: license.name }]} here={isLocked ? 'Unlock' : 'Lock'} />
      <div className="title">
        <h1>
          {isLocked ? 'Unlock' : 'Lock'} {license.name}
        </h1>
        <span className="meta">
          <State of={license.state} />
          <Id value={license.id} label="License ID" />
          <span>
            {license.products.join(', ')} {license.kind} for {license.licensee}
          </span>
        </span>
      </div>
      {open.length === 0 ? null : (
        <Section
          title="Waits for a second person"
          says="Nothing happens until somebody else on staff approves."
        >
          <ApprovalList approvals={open} me={me} now={now} />
        </Section>
      )}
      {isLocked ? (
        <UnlockForm
          license={license}
          greyed={greyed('license.unlock')}
          renewGreyed={greyed('lock.ask-renewal')}
          isRenewalOpen={open.some(({ type }) => type === 'lock-renewal')}
          now={now}
        />
      ) : isAsked ? null : (
        <LockForm
          license={license}
          greyed={greyed(license.kind === 'trial' ? 'license.lock' : 'lock.ask')}
          vendorName={vendorName}
        />
      )}
    </>
  );
}
