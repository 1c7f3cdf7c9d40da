'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { checkLine } from '../account/checks.ts';
import { useFields } from '../account/use-fields.ts';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';

type Props = { slug: string; name: string; greyed: string | null };

/** The team's name; a save can be undone, since the former name is accepted either way. */
export function TeamNameForm({ slug, name, greyed }: Props) {
  const router = useRouter();
  const { values, field, checkAll, showErrors } = useFields(
    { name: checkLine('Type the team’s name.') },
    { name },
  );
  const rename = useMutation(api.teams.rename.mutationOptions());
  const problem = rename.error ? readProblem(rename.error) : null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (greyed !== null || rename.isPending || !checkAll(form)) return;
    rename.mutate(
      { slug, name: values.name },
      {
        onSuccess: (team) => {
          router.refresh();
          notify(`Saved. The team is ${team.name} now.`, {
            undo: () => {
              field('name').onValue(name);
              rename.mutate({ slug, name }, { onSuccess: () => router.refresh() });
            },
          });
        },
        onError: (error) => showErrors(form, readProblem(error).fields),
      },
    );
  }

  return (
    <form className="form" noValidate onSubmit={submit} style={{ maxWidth: 376 }}>
      <TextField
        label="Name of the team"
        autoComplete="organization"
        readOnly={greyed !== null}
        {...field('name')}
      />
      <ProblemNote>{problem && !problem.fields['/name'] ? problem.says : null}</ProblemNote>
      <div>
        <Button type="submit" look="primary" greyed={greyed} isBusy={rename.isPending}>
          {rename.isPending ? 'Saving' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
