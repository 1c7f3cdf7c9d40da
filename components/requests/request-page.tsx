'use client';

import './requests.css';
import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Section } from '#components/ui/section.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { RequestWithMessages } from '#lib/contract/requests.ts';
import { POLICY, type StaffRole, type TeamRole } from '#lib/domain/policy.ts';
import { isWaiting } from '#lib/domain/requests.ts';
import { Conversation } from './conversation.tsx';
import { GrantForm } from './grant-form.tsx';
import { MessageForm } from './message-form.tsx';
import { RequestAge } from './request-age.tsx';
import { RequestFacts } from './request-facts.tsx';
import { RequestStateMark } from './request-state-mark.tsx';
import { useRequest } from './use-request.ts';

type Props = {
  first: RequestWithMessages;
  vendorName: string;
  drawnAt: number;
  as: { side: 'team'; role: TeamRole } | { side: 'staff'; role: StaffRole; agreements: readonly Agreement[] };
};

/** A request: how it stands, what was said, and what whoever looks can do. */
export function RequestPage({ first, vendorName, drawnAt, as }: Props) {
  const { request, take } = useRequest(first);
  const [isWithdrawing, setIsWithdrawing] = useState(false);
  const withdraw = useMutation(
    api.requests.withdraw.mutationOptions({
      onSuccess: (changed) => {
        take(changed);
        setIsWithdrawing(false);
      },
    }),
  );
  const assign = useMutation(api.requests.assign.mutationOptions({ onSuccess: take }));
  const waits = isWaiting(request.state);
  const isStaff = as.side === 'staff';
  const base = isStaff ? '/staff/requests' : `/${request.team}/requests`;
  const mayWrite = isStaff || POLICY['request.write'].team.includes(as.role);
  const greyed = mayWrite ? null : POLICY['request.write'].says;
  return (
    <>
      <p className="crumb">
        <Link href={base}>Requests</Link>
      </p>
      <div className="title">
        <h1 style={{ overflowWrap: 'anywhere' }}>{request.subject}</h1>
        <span className="meta">
          <RequestStateMark of={request.state} />
          <span>
            <RequestAge request={request} drawnAt={drawnAt} />
          </span>
          {isStaff ? <Link href={`/staff/teams/${request.team}`}>{request.teamName}</Link> : null}
        </span>
      </div>
      <RequestFacts request={request} licenses={isStaff ? '/staff/licenses' : `/${request.team}/licenses`} />
      <div className={isStaff && waits ? 'request-cols' : undefined}>
        <Section title="Conversation">
          <Conversation
            messages={request.messages}
            teamName={request.teamName}
            vendorName={vendorName}
            drawnAt={drawnAt}
          />
          {waits ? (
            <MessageForm id={request.id} greyed={greyed} onWritten={take} isPrimary={!isStaff} />
          ) : (
            <p className="muted">
              This request is closed.{' '}
              {isStaff ? null : <Link href={`/${request.team}/requests/new`}>Make another one</Link>}
            </p>
          )}
        </Section>
        {isStaff && waits ? (
          <div>
            <GrantForm request={request} role={as.role} agreements={as.agreements} onDone={take} />
            <div className="row request-take">
              <Button
                isBusy={assign.isPending}
                onClick={() => assign.mutate({ id: request.id, assignee: request.assignee ? null : 'me' })}
              >
                {request.assignee ? 'Give it back to the queue' : 'Take it'}
              </Button>
            </div>
          </div>
        ) : null}
      </div>
      {!isStaff && waits ? (
        <div className="row request-take">
          <Button
            greyed={
              POLICY['request.withdraw'].team.includes(as.role) ? null : POLICY['request.withdraw'].says
            }
            onClick={() => setIsWithdrawing(true)}
          >
            Withdraw request
          </Button>
        </div>
      ) : null}
      <ConfirmDialog
        isOpen={isWithdrawing}
        onClose={() => setIsWithdrawing(false)}
        title="Withdraw the request"
        confirm="Withdraw request"
        isBusy={withdraw.isPending}
        problem={withdraw.error ? readProblem(withdraw.error).says : null}
        onConfirm={() => withdraw.mutate({ id: request.id })}
      >
        Nobody answers it any more. What was written stays, and you can make another request at any time.
      </ConfirmDialog>
    </>
  );
}
