'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import { readProblem } from '../read-problem.ts';

type Props = { agreement: Agreement; onDone: (agreement: Agreement) => void; onClose: () => void };

/** Takes a termination back; of a breach, because it was cured. */
export function CancelTerminationDialog({ agreement, onDone, onClose }: Props) {
  const isBreach = agreement.termination?.cause === 'material-breach';
  const [kind, setKind] = useState<'cured' | 'cancelled'>(isBreach ? 'cured' : 'cancelled');
  const [note, setNote] = useState('');
  const cancel = useMutation(api.agreements.cancelTermination.mutationOptions());
  const problem = cancel.error ? readProblem(cancel.error) : null;
  const atField = problem?.fields['/note'];
  return (
    <ConfirmDialog
      isOpen
      isDanger={false}
      onClose={onClose}
      title={`Cancel the termination of ${agreement.number}`}
      confirm={kind === 'cured' ? 'Record cure' : 'Cancel termination'}
      isBusy={cancel.isPending}
      problem={problem && !atField ? problem.says : null}
      onConfirm={() =>
        cancel.mutate(
          { number: agreement.number, kind, ...(note.trim() !== '' && { note }) },
          { onSuccess: onDone },
        )
      }
    >
      <div className="form">
        <p>Everything lifts at the next check, and the customer is told.</p>
        {isBreach ? (
          <fieldset className="field">
            <legend>Why</legend>
            <div className="seg">
              {(
                [
                  ['cured', 'Breach was cured'],
                  ['cancelled', 'Other'],
                ] as const
              ).map(([value, name]) => (
                <label key={value}>
                  <input
                    type="radio"
                    name="kind"
                    value={value}
                    checked={kind === value}
                    onChange={() => setKind(value)}
                  />
                  {name}
                </label>
              ))}
            </div>
          </fieldset>
        ) : null}
        <TextArea
          label="Note"
          name="note"
          rows={2}
          maxLength={2000}
          value={note}
          onValue={setNote}
          hint={kind === 'cured' ? 'What was cured, and how you know.' : 'Kept with the notice.'}
          error={atField}
        />
      </div>
    </ConfirmDialog>
  );
}
