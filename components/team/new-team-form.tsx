'use client';

import { useRouter } from 'next/navigation';
import { checkLine } from '../account/checks.ts';
import { useFields } from '../account/use-fields.ts';
import { useSubmit } from '../account/use-submit.ts';
import { client } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Another team, with this person as its owner; then its home. */
export function NewTeamForm() {
  const router = useRouter();
  const fields = useFields({ name: checkLine('Type the team’s name.') });
  const { submit, isBusy, isDone, problem } = useSubmit(fields, async () => {
    const team = await client.teams.create({ name: fields.values.name });
    router.push(`/${team.slug}`);
    router.refresh();
  });

  return (
    <form className="form" noValidate onSubmit={submit} style={{ maxWidth: 376 }}>
      <TextField
        label="Name of the team"
        hint="Your company, most likely. It is the licensee of its licenses."
        autoComplete="organization"
        autoFocus
        {...fields.field('name')}
      />
      <ProblemNote>{problem ? problem.says : null}</ProblemNote>
      <div>
        <Button type="submit" look="primary" isBusy={isBusy || isDone}>
          {isBusy || isDone ? 'Making it' : 'Make the team'}
        </Button>
      </div>
    </form>
  );
}
