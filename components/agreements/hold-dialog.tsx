'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import { lastHoldDay, MAX_HOLD_DAYS } from '#lib/domain/agreements.ts';
import { addDays, dayOf } from '#lib/domain/calendar.ts';
import { readProblem } from '../read-problem.ts';
import { DayField } from './day-field.tsx';
import type { VendorTime } from './say-moment.ts';

type Props = {
  agreement: Agreement;
  time: VendorTime;
  onDone: (agreement: Agreement) => void;
  onClose: () => void;
};

/** The expiry waits while a renewal is being talked about. */
export function HoldDialog({ agreement, time, onDone, onClose }: Props) {
  const end = Date.parse(agreement.expiry.effectiveAt ?? agreement.lastInstantAt);
  const first = addDays(dayOf(end - 1, time.zone), 1);
  const last = agreement.expiry.heldUntil === null ? lastHoldDay(end, time.zone) : undefined;
  const [until, setUntil] = useState(addDays(first, 13));
  const hold = useMutation(api.agreements.hold.mutationOptions());
  const problem = hold.error ? readProblem(hold.error) : null;
  const atField = problem?.fields['/until'];
  return (
    <ConfirmDialog
      isOpen
      isDanger={false}
      onClose={onClose}
      title={`Hold the expiry of ${agreement.number}`}
      confirm="Hold expiry"
      isBusy={hold.isPending}
      problem={problem && !atField ? problem.says : null}
      onConfirm={() => hold.mutate({ number: agreement.number, until }, { onSuccess: onDone })}
    >
      <div className="form">
        <p>
          Devices go on until the end of this day. The customer sees that it is held. It cannot be taken back;
          all holds together are at most {MAX_HOLD_DAYS} days.
        </p>
        <DayField
          label="Hold until"
          name="until"
          value={until}
          onValue={setUntil}
          counts="to-its-end"
          min={first}
          {...(last !== undefined && { max: last })}
          error={atField}
          time={time}
        />
      </div>
    </ConfirmDialog>
  );
}
