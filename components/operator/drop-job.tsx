'use client';

import { useMutation } from '@tanstack/react-query';
import type { Job } from '#lib/contract/jobs.ts';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notify } from '../ui/notify.ts';
import { taskWords } from './job-words.ts';

type Props = { job: Job; onClose: () => void; onDropped: () => void };

/** The step that confirms dropping a job. */
export function DropJob({ job, onClose, onDropped }: Props) {
  const drop = useMutation(
    api.jobs.drop.mutationOptions({
      onSuccess: () => {
        notify(`Job ${job.id} was dropped.`);
        onDropped();
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Drop job ${job.id}`}
      confirm="Drop the job"
      onConfirm={() => drop.mutate({ id: job.id })}
      isBusy={drop.isPending}
      problem={drop.error ? readProblem(drop.error).says : null}
    >
      <p>
        “{taskWords(job.task)}” is never done then: a mail of it is not sent, and nobody is told. It cannot be
        brought back. What belongs to the clock comes again at its next time.
      </p>
    </ConfirmDialog>
  );
}
