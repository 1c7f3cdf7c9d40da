'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import { readProblem } from '../read-problem.ts';

type Props = { agreement: Agreement; onDone: (agreement: Agreement) => void; onClose: () => void };

/** Takes an amendment back that waits for its moment. */
export function CancelAmendmentDialog({ agreement, onDone, onClose }: Props) {
  const [note, setNote] = useState('');
  const cancel = useMutation(api.agreements.cancelAmendment.mutationOptions());
  const problem = cancel.error ? readProblem(cancel.error).says : null;
  return (
    <ConfirmDialog
      isOpen
      isDanger={false}
      onClose={onClose}
      title={`Take back the amendment of ${agreement.number}`}
      confirm="Take amendment back"
      isBusy={cancel.isPending}
      problem={problem}
      onConfirm={() =>
        cancel.mutate(
          { number: agreement.number, ...(note.trim() !== '' && { note }) },
          { onSuccess: onDone },
        )
      }
    >
      <div className="form">
        <p>
          The terms stay as they are, and the customer is told. What the amendment gave at once stays too.
        </p>
        <TextArea label="Note" name="note" rows={2} maxLength={2000} value={note} onValue={setNote} />
      </div>
    </ConfirmDialog>
  );
}
