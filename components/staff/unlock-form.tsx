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
import { formatInstant } from '#components/ui/format-instant.ts';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { Section } from '#components/ui/section.tsx';
import type { License } from '#lib/contract/licenses.ts';
import { NoteField } from './note-field.tsx';

type Props = {
  license: License;
  greyed: string | null;
  renewGreyed: string | null;
  isRenewalOpen: boolean;
  now: number;
};

/** Takes a lock away, with a note; and of an emergency lock asks to renew it. */
export function UnlockForm({ license, greyed, renewGreyed, isRenewalOpen, now }: Props) {
  const router = useRouter();
  const [note, setNote] = useState('');
  const [isTried, setIsTried] = useState(false);
  const done = { onSuccess: () => router.refresh() };
  const unlock = useMutation(api.licenses.unlock.mutationOptions(done));
  const renew = useMutation(api.licenses.renewLock.mutationOptions(done));
  const error = unlock.error ?? renew.error;
  const isBusy = unlock.isPending || renew.isPending;

  function withNote(act: () => void) {
    setIsTried(true);
    if (!isBusy && note.trim() !== '') act();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!greyed) withNote(() => unlock.mutate({ id: license.id, note }));
  }
  return (
    <form className="lock-form" onSubmit={submit} noValidate>
      <div className="form">
        <div className="seen">
          <p className="small muted">The customer reads</p>
          <p>{license.stateReason}</p>
          <p className="muted">
            Locked since {license.stateSince === null ? 'now' : formatInstant(license.stateSince, { now })}.{' '}
            {license.stateUntil === null
              ? 'It has no end of its own.'
              : `It ends by itself ${formatInstant(license.stateUntil, { now })}.`}
          </p>
        </div>
        <NoteField
          label="Note"
          hint="Why, for staff alone. It stays with the lock."
          error={isTried && note.trim() === '' ? 'Say why, for your colleagues.' : null}
          maxLength={2000}
          value={note}
          onValue={setNote}
        />
        <ProblemNote>{error ? readProblem(error).says : null}</ProblemNote>
        <div className="actions">
          <Button type="submit" look="primary" greyed={greyed} isBusy={isBusy}>
            Unlock
          </Button>
          {license.kind === 'production' ? (
            <Button
              greyed={renewGreyed ?? (isRenewalOpen && 'A renewal waits for a second person already.')}
              isBusy={isBusy}
              onClick={() => withNote(() => renew.mutate({ id: license.id, note }))}
            >
              Ask to renew for 14 days
            </Button>
          ) : null}
        </div>
      </div>
      <Section title="What an unlock starts again" inner>
        <DryRunSays id={license.id} change={{ lock: false }} />
        <p className="muted small">
          Devices that hold a lock ask again within {formatDuration(license.retrySeconds)}, and scan again
          then.
        </p>
      </Section>
    </form>
  );
}
