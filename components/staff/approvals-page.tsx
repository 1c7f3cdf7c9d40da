import './lock.css';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Section } from '#components/ui/section.tsx';
import type { Approval } from '#lib/contract/approvals.ts';
import { ApprovalList } from './approval-list.tsx';

type Props = { open: readonly Approval[]; decided: readonly Approval[]; me: string; now: number };

/** What waits for a second person, and what was decided lately. */
export function ApprovalsPage({ open, decided, me, now }: Props) {
  return (
    <>
      <div className="title">
        <h1>Approvals</h1>
      </div>
      <p className="muted pretty" style={{ paddingTop: 4 }}>
        What takes two people: one asks, any other member of staff approves. Both are named in the audit log.
      </p>
      <Section title="Waiting" says={open.length === 0 ? undefined : `${open.length} to decide.`}>
        {open.length === 0 ? (
          <EmptyState
            title="Nothing waits for a second person"
            says="Here you will see locks of production licenses that a colleague asks for, renewals, and notices served by other means."
          />
        ) : (
          <ApprovalList approvals={open} me={me} now={now} />
        )}
      </Section>
      {decided.length === 0 ? null : (
        <Section title="Decided" says="The latest first.">
          <ApprovalList approvals={decided} me={me} now={now} />
        </Section>
      )}
    </>
  );
}
