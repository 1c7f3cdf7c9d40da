'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import { dayOf } from '#lib/domain/calendar.ts';
import { readProblem } from '../read-problem.ts';
import { DayField } from './day-field.tsx';
import { nextYear } from './next-year.ts';
import type { VendorTime } from './say-moment.ts';

type Props = {
  agreement: Agreement;
  time: VendorTime;
  onDone: (agreement: Agreement) => void;
  onClose: () => void;
};

/** A later last day; every ending is lifted with it. */
export function RenewDialog({ agreement, time, onDone, onClose }: Props) {
  const today = dayOf(time.now, time.zone);
  const [endsOn, setEndsOn] = useState(() => nextYear([agreement.endsOn, today].toSorted().at(-1) ?? today));
  const [note, setNote] = useState('');
  const renew = useMutation(api.agreements.renew.mutationOptions());
  const problem = renew.error ? readProblem(renew.error) : null;
  const atField = problem?.fields['/endsOn'];
  const hasEnding = agreement.endsAt !== null || agreement.termination !== null;
  return (
    <ConfirmDialog
      isOpen
      isDanger={false}
      onClose={onClose}
      title={`Renew ${agreement.number}`}
      confirm="Renew agreement"
      isBusy={renew.isPending}
      problem={problem && !atField ? problem.says : null}
      onConfirm={() =>
        renew.mutate(
          { number: agreement.number, endsOn, ...(note.trim() !== '' && { note }) },
          { onSuccess: onDone },
        )
      }
    >
      <div className="form">
        <p>
          {hasEnding
            ? 'Every ending that was given notice of is lifted at the next check. License IDs and keys stay the same.'
            : 'License IDs, keys and terms stay the same. A new expiry notice goes out before the new last day.'}
        </p>
        <DayField
          label="New last day"
          name="endsOn"
          value={endsOn}
          onValue={setEndsOn}
          counts="to-its-end"
          min={today}
          error={atField}
          time={time}
        />
        <TextArea label="Note" name="note" rows={2} maxLength={2000} value={note} onValue={setNote} />
      </div>
    </ConfirmDialog>
  );
}
