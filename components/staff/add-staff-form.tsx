'use client';

import { type FormEvent, useId, useState } from 'react';
import { STAFF_ROLES, type StaffRole } from '#lib/domain/policy.ts';
import { checkEmail, checkLine } from '../account/checks.ts';
import { useFields } from '../account/use-fields.ts';
import { Choice } from '../licenses/choice.tsx';
import { readProblem } from '../read-problem.ts';
import { ROLE_WORDS, STAFF_SAYS } from '../team/role-words.ts';
import { Button } from '../ui/button.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import type { useStaff } from './use-staff.ts';

/** One person, one role, one mail. */
export function AddStaffForm({ add }: { add: ReturnType<typeof useStaff>['add'] }) {
  const id = useId();
  const [role, setRole] = useState<StaffRole>('support');
  const { values, field, checkAll, showErrors } = useFields({
    name: checkLine('Type their name.'),
    email: checkEmail,
  });
  const problem = add.error ? readProblem(add.error) : null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (add.isPending || !checkAll(form)) return;
    add.mutate(
      { ...values, role },
      {
        onSuccess: ({ email, state }) => {
          field('name').onValue('');
          field('email').onValue('');
          notify(
            state === 'invited'
              ? `Added. ${email} was sent a link to set a password; it works for 7 days.`
              : `Added. ${email} has an account and signs in as before.`,
          );
        },
        onError: (error) => showErrors(form, readProblem(error).fields),
      },
    );
  }

  return (
    <form className="form" noValidate onSubmit={submit}>
      <div className="staff-line">
        <TextField label="Name" autoComplete="off" {...field('name')} />
        <TextField
          label="Work e-mail"
          type="email"
          inputMode="email"
          autoComplete="off"
          {...field('email')}
        />
        <div className="field">
          <div className="label-row">
            <label className="label" htmlFor={id}>
              Role
            </label>
          </div>
          <Choice
            id={id}
            value={role}
            onValue={(value) => setRole(STAFF_ROLES.find((one) => one === value) ?? role)}
          >
            {STAFF_ROLES.map((one) => (
              <option key={one} value={one}>
                {ROLE_WORDS[one]}
              </option>
            ))}
          </Choice>
        </div>
        <Button type="submit" look="primary" isBusy={add.isPending}>
          {add.isPending ? 'Adding' : 'Add to staff'}
        </Button>
      </div>
      <p className="small muted">
        {ROLE_WORDS[role]}: {STAFF_SAYS[role]}
      </p>
      <ProblemNote>
        {problem && !problem.fields['/email'] && !problem.fields['/name'] ? problem.says : null}
      </ProblemNote>
    </form>
  );
}
