import { Section } from '#components/ui/section.tsx';
import { State } from '#components/ui/state.tsx';
import type { License } from '#lib/contract/licenses.ts';
import { REASONS } from '#lib/domain/reasons.ts';

type Props = { license: License; reason: string; vendorName: string };

/** What the customer reads, and what a device is told: before anything is locked. */
export function LockPreview({ license, reason, vendorName }: Props) {
  const said = reason.trim() === '' ? 'Your reason stands here.' : reason.trim();
  return (
    <Section
      title="What they will see"
      says="By mail to developers, admins and the owner, in their inbox, and on the page of the license."
    >
      <div className="seen">
        <p className="small muted">The customer</p>
        <State of="locked" />
        <p className="heading">{license.name} was locked</p>
        <p>
          <b>{vendorName} says:</b> {said}
        </p>
        <p className="muted">
          {license.kind === 'production'
            ? 'It ends by itself 14 days after it was approved. Put right what the reason names, then ask for an unlock.'
            : 'Put right what the reason names, then ask for an unlock.'}
        </p>
      </div>
      <div className="seen">
        <p className="small muted">The device</p>
        <p>
          <code>lock+jwt</code>, reason <code>license-locked</code>, ask again after {license.retrySeconds} s
        </p>
        <p className="muted">{REASONS['license-locked'].says}</p>
      </div>
    </Section>
  );
}
