'use client';

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { useSettled } from '#components/ui/use-settled.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import { dayOf } from '#lib/domain/calendar.ts';
import { readProblem } from '../read-problem.ts';
import { DayField } from './day-field.tsx';
import { NoticePreviewPane } from './notice-preview-pane.tsx';
import { sayMoment, type VendorTime } from './say-moment.ts';

type Cause = 'agreement-terminated' | 'material-breach';

type Props = {
  agreement: Agreement;
  time: VendorTime;
  /** The moment that the picture above is drawn with. */
  onPreview: (effectiveAt: string | null) => void;
  onDone: (agreement: Agreement) => void;
  onClose: () => void;
};

/** Ground, day and text on one side, what would happen on the other; the step that confirms. */
export function TerminatePanel({ agreement, time, onPreview, onDone, onClose }: Props) {
  const [cause, setCause] = useState<Cause>('agreement-terminated');
  const [day, setDay] = useState('');
  const [message, setMessage] = useState('');
  const [isTried, setIsTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { number } = agreement;
  const asked = {
    number,
    cause,
    ...(day !== '' && { effectiveOn: day }),
    ...(message.trim() !== '' && { message }),
  };
  const settled = useSettled(JSON.stringify(asked));
  const preview = useQuery({
    ...api.agreements.previewTermination.queryOptions({ input: JSON.parse(settled) as typeof asked }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const terminate = useMutation(api.agreements.terminate.mutationOptions());
  const problem = terminate.error ? readProblem(terminate.error) : null;
  const effectiveAt = preview.data?.effectiveAt ?? null;

  useEffect(() => onPreview(effectiveAt), [effectiveAt, onPreview]);
  useEffect(() => form.current?.querySelector<HTMLElement>('input')?.focus(), []);

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsTried(true);
    if (message.trim() === '') {
      form.current?.querySelector('textarea')?.focus();
      return;
    }
    terminate.mutate({ ...asked, message }, { onSuccess: onDone });
  }

  return (
    <section className="pre" aria-label="Terminate" id="terminate">
      <form
        ref={form}
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      >
        <h2>Terminate</h2>
        <fieldset className="field">
          <legend>Ground</legend>
          <div className="seg">
            {(
              [
                ['agreement-terminated', 'Termination'],
                ['material-breach', 'Material breach'],
              ] as const
            ).map(([value, name]) => (
              <label key={value}>
                <input
                  type="radio"
                  name="cause"
                  value={value}
                  checked={cause === value}
                  onChange={() => setCause(value)}
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
        <DayField
          label="Not before"
          name="effectiveOn"
          value={day}
          onValue={setDay}
          counts="to-its-end"
          min={dayOf(time.now, time.zone)}
          hint={momentHint(agreement, preview.data ?? null, { day, time })}
          error={problem?.fields['/effectiveOn']}
          time={time}
        />
        <TextArea
          label="What the customer reads"
          name="message"
          rows={4}
          maxLength={4000}
          value={message}
          onValue={setMessage}
          hint="Beside the moment of effect and what stops, which the mail says by itself."
          error={
            problem?.fields['/message'] ??
            (isTried && message.trim() === '' ? 'Say why, and what was agreed.' : null)
          }
        />
        <ProblemNote>{problem && Object.keys(problem.fields).length === 0 ? problem.says : null}</ProblemNote>
        <div className="actions">
          <Button type="submit" look="danger" isBusy={terminate.isPending}>
            {terminate.isPending ? 'Serving notice' : 'Serve notice'}
          </Button>
          <Button onClick={onClose}>Close</Button>
        </div>
      </form>
      <div aria-live="polite">
        {preview.data ? (
          <NoticePreviewPane agreement={agreement} preview={preview.data} code={cause} time={time} />
        ) : preview.error ? (
          <ErrorState
            title="The preview could not be made"
            says={readProblem(preview.error).says}
            requestId={readProblem(preview.error).requestId}
            onRetry={() => preview.refetch()}
          />
        ) : (
          <SkeletonRows rows={5} columns={['18%', '70%']} />
        )}
      </div>
    </section>
  );
}

function momentHint(
  { noticeDays }: Agreement,
  preview: { effectiveAt: string; isMoved: boolean } | null,
  { day, time }: { day: string; time: VendorTime },
): string {
  const days = noticeDays === 1 ? 'a day' : `${noticeDays} days`;
  if (preview === null || (day !== '' && !preview.isMoved)) return '';
  const moved = day === '' ? 'Left empty, it takes effect at the earliest moment' : 'It is moved';
  return `${moved}: notice takes ${days}, so it takes effect ${sayMoment(preview.effectiveAt, time)}. The day chosen:`.replace(
    / The day chosen:$/,
    day === '' ? '' : ' The day that was chosen:',
  );
}
