'use client';

import './lock.css';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { api } from '#components/api.ts';
import { DryRunSays } from '#components/checks/dry-run-says.tsx';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { formatDuration } from '#components/ui/format-duration.ts';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { Section } from '#components/ui/section.tsx';
import type { License } from '#lib/contract/licenses.ts';
import { LockPreview } from './lock-preview.tsx';
import { NoteField } from './note-field.tsx';

type Props = { license: License; greyed: string | null; vendorName: string };

/** Locks a trial at once, or asks for the lock of a production license: what it stops, what the customer reads, why. */
export function LockForm({ license, greyed, vendorName }: Props) {
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [isTried, setIsTried] = useState(false);
  const lock = useMutation(api.licenses.lock.mutationOptions({ onSuccess: () => router.refresh() }));
  const isProduction = license.kind === 'production';
  const problem = lock.error ? readProblem(lock.error) : null;
  const isMissing = isTried && reason.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsTried(true);
    if (greyed || lock.isPending || reason.trim() === '') return;
    lock.mutate({ id: license.id, reason, ...(note.trim() !== '' && { note }) });
  }
  return (
    <form className="lock-form" onSubmit={submit} noValidate>
      <div className="form">
        <p>
          {isProduction
            ? 'A production license is locked in an emergency alone: a leaked key, a matter of security. You ask, another member of staff approves, both are named. The lock ends by itself after 14 days unless two people renew it or a notice is served.'
            : 'A trial is locked at once, until support takes the lock away.'}
        </p>
        <NoteField
          label="Reason, which the customer reads"
          hint="What happened and what they can do. No names of people."
          error={
            problem?.fields['/reason'] ?? (isMissing ? 'Say why: the customer reads it everywhere.' : null)
          }
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
        <NoteField
          label="Note for staff"
          hint="Never shown to the customer."
          error={problem?.fields['/note']}
          maxLength={2000}
          value={note}
          onValue={setNote}
        />
        <ProblemNote>
          {problem !== null && Object.keys(problem.fields).length === 0 ? problem.says : null}
        </ProblemNote>
        <div className="actions">
          <Button type="submit" look="danger" greyed={greyed} isBusy={lock.isPending}>
            {isProduction ? 'Ask for the lock' : 'Lock the trial'}
          </Button>
        </div>
      </div>
      <div>
        <Section title="What it would have stopped" inner>
          <DryRunSays id={license.id} change={{ lock: true }} />
          <p className="muted small">
            Felt at the next check of each device. An unlock is felt within{' '}
            {formatDuration(license.retrySeconds)}.
          </p>
        </Section>
        <LockPreview license={license} reason={reason} vendorName={vendorName} />
      </div>
    </form>
  );
}
