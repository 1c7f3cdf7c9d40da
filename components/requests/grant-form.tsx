'use client';

import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useId, useState } from 'react';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { notify } from '#components/ui/notify.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { RequestWithMessages } from '#lib/contract/requests.ts';
import { POLICY, type StaffRole } from '#lib/domain/policy.ts';
import { TEAM_EXTENSION_DAYS } from '#lib/domain/trial-extension.ts';
import { TextAreaField } from './text-area-field.tsx';

type Props = {
  request: RequestWithMessages;
  role: StaffRole;
  /** Agreements of the team under which a license can be issued. */
  agreements: readonly Agreement[];
  onDone: (request: RequestWithMessages) => void;
};

const DOES = {
  production: {
    action: 'license.convert',
    verb: 'Grant production',
    says: 'Converts the trial in place, or issues a license, under the agreement. Devices get it at the next check.',
  },
  extension: {
    action: 'trial.extend',
    verb: 'Grant more time',
    says: 'The trial ends so much later. Leases follow at the next check.',
  },
  unlock: {
    action: 'license.unlock',
    verb: 'Unlock the license',
    says: 'Devices can scan again from their next check on, within 300 s at most.',
  },
  other: {
    action: 'request.grant',
    verb: 'Mark as granted',
    says: 'Nothing else is done: the answer is what you write.',
  },
} as const;

/** Grants what is asked for in place, or declines it with a reason. */
export function GrantForm({ request, role, agreements, onDone }: Props) {
  const id = useId();
  const { action, verb, says } = DOES[request.type];
  const greyed = POLICY[action].staff.includes(role) ? null : POLICY[action].says;
  const [message, setMessage] = useState('');
  const [agreement, setAgreement] = useState(agreements[0]?.number ?? '');
  const [days, setDays] = useState(String(request.terms.days ?? TEAM_EXTENSION_DAYS));
  const [isMissing, setIsMissing] = useState(false);
  const settle = (words: string) => (decided: RequestWithMessages) => {
    onDone(decided);
    notify(words);
  };
  const grant = useMutation(
    api.requests.grant.mutationOptions({ onSuccess: settle('Granted. The team was told.') }),
  );
  const decline = useMutation(
    api.requests.decline.mutationOptions({ onSuccess: settle('Declined. The team was told.') }),
  );
  const isBusy = grant.isPending || decline.isPending;
  const problem = grant.error ?? decline.error;
  const found = problem ? readProblem(problem) : null;

  function doGrant() {
    if (isBusy || greyed) return;
    setIsMissing(false);
    grant.mutate({
      id: request.id,
      ...(message.trim() !== '' && { message: message.trim() }),
      ...(request.type === 'production' && { agreement }),
      ...(request.type === 'extension' && { days: Number(days) }),
    });
  }
  function doDecline() {
    setIsMissing(message.trim() === '');
    if (message.trim() !== '' && !isBusy) decline.mutate({ id: request.id, reason: message.trim() });
  }

  return (
    <section className="request-decide" aria-label="Decide">
      <h2>Decide</h2>
      <p className="muted">{says}</p>
      {request.type === 'production' ? (
        <div className="field">
          <label className="label" htmlFor={`${id}-agreement`}>
            Agreement
          </label>
          {agreements.length === 0 ? (
            <p className="muted">
              This team has no agreement yet.{' '}
              <Link href={`/staff/agreements/new?request=${request.id}`}>Make one from this request</Link>.
            </p>
          ) : (
            <select
              id={`${id}-agreement`}
              className="input"
              value={agreement}
              onChange={(event) => setAgreement(event.currentTarget.value)}
            >
              {agreements.map(({ number, title }) => (
                <option key={number} value={number}>
                  {number}, {title}
                </option>
              ))}
            </select>
          )}
        </div>
      ) : null}
      {request.type === 'extension' ? (
        <TextField
          label="Days more"
          type="number"
          min={1}
          max={90}
          value={days}
          onValue={setDays}
          error={found?.fields['/days']}
        />
      ) : null}
      <TextAreaField
        label="Answer, read by the team"
        value={message}
        onValue={(text) => {
          setMessage(text);
          setIsMissing(false);
        }}
        error={isMissing ? 'Say why it is declined. The team reads it.' : found?.says}
        rows={3}
      />
      <div className="row">
        <Button look="primary" greyed={greyed} isBusy={grant.isPending} onClick={doGrant}>
          {verb}
        </Button>
        <Button isBusy={decline.isPending} onClick={doDecline}>
          Decline
        </Button>
      </div>
    </section>
  );
}
