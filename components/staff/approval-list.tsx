'use client';

import './lock.css';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { DryRunSays } from '#components/checks/dry-run-says.tsx';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { notify } from '#components/ui/notify.ts';
import { Time } from '#components/ui/time.tsx';
import type { Approval } from '#lib/contract/approvals.ts';
import { APPROVAL_WORDS } from './approval-words.ts';

type Props = { approvals: readonly Approval[]; me: string; now: number };

/** What waits or was decided: who asked for what and why, and the two buttons. */
export function ApprovalList({ approvals, me, now }: Props) {
  const router = useRouter();
  const [deciding, setDeciding] = useState<{ approval: Approval; yes: boolean } | null>(null);
  const settle = {
    onSuccess: (decided: Approval) => {
      setDeciding(null);
      notify(
        decided.state === 'approved'
          ? `Approved. ${APPROVAL_WORDS[decided.type].done}`
          : 'Declined. Nothing was done.',
      );
      router.refresh();
    },
  };
  const approve = useMutation(api.approvals.approve.mutationOptions(settle));
  const decline = useMutation(api.approvals.decline.mutationOptions(settle));
  const error = approve.error ?? decline.error;

  function close() {
    setDeciding(null);
    approve.reset();
    decline.reset();
  }
  return (
    <>
      <ul className="approvals">
        {approvals.map((approval) => (
          <Item
            key={approval.id}
            approval={approval}
            isMine={approval.askedBy?.id === me}
            now={now}
            onDecide={(yes) => setDeciding({ approval, yes })}
          />
        ))}
      </ul>
      <ConfirmDialog
        isOpen={deciding !== null}
        onClose={close}
        title={deciding ? titleOf(deciding) : 'Decide'}
        confirm={deciding ? titleOf(deciding) : 'Decide'}
        isDanger={deciding?.yes ?? false}
        isBusy={approve.isPending || decline.isPending}
        problem={error ? readProblem(error).says : null}
        onConfirm={() => {
          if (!deciding) return;
          const { approval, yes } = deciding;
          (yes ? approve : decline).mutate({ id: approval.id });
        }}
      >
        {deciding ? <DecisionSays approval={deciding.approval} yes={deciding.yes} /> : null}
      </ConfirmDialog>
    </>
  );
}

type ItemProps = { approval: Approval; isMine: boolean; now: number; onDecide: (yes: boolean) => void };

function Item({ approval, isMine, now, onDecide }: ItemProps) {
  const { type, state, license, terms, askedAt, askedBy, decidedAt, decidedBy, alone, mayApprove } = approval;
  return (
    <li>
      <div>
        <p className="what">
          <b>{APPROVAL_WORDS[type].asks}</b>
          {license === null ? null : (
            <>
              {' '}
              <Link href={`/staff/licenses/${license.id}`}>{license.name}</Link> <code>{license.id}</code> of{' '}
              {license.teamName}
            </>
          )}
        </p>
        {typeof terms.reason === 'string' ? <p>The customer reads: {terms.reason}</p> : null}
        {typeof terms.note === 'string' && terms.note !== '' ? (
          <p className="muted">For staff: {terms.note}</p>
        ) : null}
        <p className="muted small">
          Asked by {isMine ? 'you' : (askedBy?.name ?? 'the command line')} <Time at={askedAt} />.
          {decidedAt === null
            ? ''
            : ` ${state === 'approved' ? 'Approved' : 'Declined'} by ${decidedBy?.name ?? 'the command line'}, ${formatInstant(decidedAt, { now })}${alone ? ', alone: nobody else was on staff' : ''}.`}
        </p>
      </div>
      {state === 'open' ? (
        <div className="row">
          <Button
            greyed={mayApprove ? null : 'Whoever asked does not approve. Another member of staff does.'}
            onClick={() => onDecide(true)}
          >
            Approve
          </Button>
          <Button look="plain" onClick={() => onDecide(false)}>
            {isMine ? 'Take it back' : 'Decline'}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function DecisionSays({ approval, yes }: { approval: Approval; yes: boolean }) {
  const { type, license } = approval;
  if (!yes) return <p>Nothing is done. It can be asked for again.</p>;
  return (
    <div className="form" style={{ gap: 8 }}>
      <p>{APPROVAL_WORDS[type].means}</p>
      {type === 'emergency-lock' && license !== null ? (
        <DryRunSays id={license.id} change={{ lock: true }} />
      ) : null}
    </div>
  );
}

function titleOf({ approval, yes }: { approval: Approval; yes: boolean }): string {
  return yes ? APPROVAL_WORDS[approval.type].approve : 'Decline it';
}
