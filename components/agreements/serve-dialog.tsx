'use client';

import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '#components/api.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Hint } from '#components/ui/hint.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { AgreementNotice } from '#lib/contract/agreements.ts';
import { dayOf } from '#lib/domain/calendar.ts';
import { readProblem } from '../read-problem.ts';
import { DayField } from './day-field.tsx';
import { type EvidenceFile, MAX_EVIDENCE_BYTES, readEvidence } from './read-evidence.ts';
import type { VendorTime } from './say-moment.ts';

type Props = {
  number: string;
  notice: AgreementNotice;
  time: VendorTime;
  onDone: () => void;
  onClose: () => void;
};

/** Records that a notice was served by other means: the day, how, and the evidence. A second person approves it. */
export function ServeDialog({ number, notice, time, onDone, onClose }: Props) {
  const id = useId();
  const today = dayOf(time.now, time.zone);
  const [servedOn, setServedOn] = useState(today);
  const [means, setMeans] = useState('');
  const [file, setFile] = useState<EvidenceFile | string | null>(null);
  const [isTried, setIsTried] = useState(false);
  const serve = useMutation(api.agreements.serveByOtherMeans.mutationOptions());
  const problem = serve.error ? readProblem(serve.error) : null;
  const fields = problem?.fields ?? {};
  const fileProblem =
    fields['/evidence'] ??
    fields['/evidence/content'] ??
    (typeof file === 'string' ? file : isTried && file === null ? 'Choose the file that shows it.' : null);

  function confirm() {
    setIsTried(true);
    if (means.trim() === '' || file === null || typeof file === 'string') return;
    serve.mutate({ number, notice: notice.id, servedOn, means, evidence: file }, { onSuccess: onDone });
  }

  return (
    <ConfirmDialog
      isOpen
      isDanger={false}
      onClose={onClose}
      title="Record service by other means"
      confirm="Ask for approval"
      isBusy={serve.isPending}
      problem={problem && Object.keys(fields).length === 0 ? problem.says : null}
      onConfirm={confirm}
    >
      <div className="form">
        <p>
          For a notice that was handed over or sent by courier. It counts once a second person on staff has
          approved it; both are named in the audit log.
        </p>
        <DayField
          label="Day of service"
          name="servedOn"
          value={servedOn}
          onValue={setServedOn}
          counts="to-its-end"
          min={dayOf(Date.parse(notice.storedAt), time.zone)}
          max={today}
          error={fields['/servedOn']}
          time={time}
        />
        <TextArea
          label="How it was served"
          name="means"
          rows={2}
          maxLength={500}
          value={means}
          onValue={setMeans}
          hint="By which courier, to whom, with what number."
          error={fields['/means'] ?? (isTried && means.trim() === '' ? 'Say how it was served.' : null)}
        />
        <div className="field">
          <label className="label" htmlFor={id}>
            Evidence
          </label>
          <input
            id={id}
            type="file"
            className="file"
            accept=".pdf,.png,.jpg,.jpeg,.eml,.txt"
            aria-invalid={fileProblem ? true : undefined}
            aria-describedby={`${id}-says`}
            onChange={async (event) => {
              const [chosen] = event.currentTarget.files ?? [];
              setFile(chosen ? await readEvidence(chosen) : null);
            }}
          />
          <div aria-live="polite">
            <Hint id={`${id}-says`} tone={fileProblem ? 'bad' : 'plain'}>
              {fileProblem ?? `PDF, image, mail or text, at most ${MAX_EVIDENCE_BYTES / 1_000_000} MB.`}
            </Hint>
          </div>
        </div>
      </div>
    </ConfirmDialog>
  );
}
