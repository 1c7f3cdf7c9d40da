'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { checkLine } from './checks.ts';
import { useFields } from './use-fields.ts';

/** The person's own name; a save can be undone. */
export function NameForm({ name }: { name: string }) {
  const router = useRouter();
  const { values, field, checkAll, showErrors } = useFields({ name: checkLine('Type your name.') }, { name });
  const update = useMutation(api.me.update.mutationOptions());
  const problem = update.error ? readProblem(update.error) : null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (update.isPending || !checkAll(form)) return;
    update.mutate(
      { name: values.name },
      {
        onSuccess: (me) => {
          router.refresh();
          notify(`Saved. You are ${me.name} now.`, {
            undo: () => {
              field('name').onValue(name);
              update.mutate({ name }, { onSuccess: () => router.refresh() });
            },
          });
        },
        onError: (error) => showErrors(form, readProblem(error).fields),
      },
    );
  }

  return (
    <form className="form" noValidate onSubmit={submit} style={{ maxWidth: 376 }}>
      <TextField label="Your name" autoComplete="name" {...field('name')} />
      <ProblemNote>{problem && !problem.fields['/name'] ? problem.says : null}</ProblemNote>
      <div>
        <Button type="submit" look="primary" isBusy={update.isPending}>
          {update.isPending ? 'Saving' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
