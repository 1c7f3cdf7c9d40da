'use client';

import { type FormEvent, useId, useState } from 'react';
import type { TeamRole } from '#lib/domain/policy.ts';
import { checkEmail } from '../account/checks.ts';
import { useFields } from '../account/use-fields.ts';
import { Choice } from '../licenses/choice.tsx';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ROLE_SAYS, ROLE_WORDS } from './role-words.ts';
import type { useMembers } from './use-members.ts';

type Props = {
  slug: string;
  /** Which roles may be given; none: the button is greyed and says who can. */
  roles: readonly TeamRole[];
  greyed: string | null;
  invite: ReturnType<typeof useMembers>['invite'];
};

/** One address, one role, one mail. */
export function InviteForm({ slug, roles, greyed, invite }: Props) {
  const id = useId();
  const [role, setRole] = useState<TeamRole>('developer');
  const { values, field, checkAll, showErrors } = useFields({ email: checkEmail });
  const problem = invite.error ? readProblem(invite.error) : null;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (greyed !== null || invite.isPending || !checkAll(form)) return;
    const { email } = values;
    invite.mutate(
      { slug, email, role },
      {
        onSuccess: () => {
          field('email').onValue('');
          notify(`Invited ${email}. The link in the mail works for 7 days.`);
        },
        onError: (error) => showErrors(form, readProblem(error).fields),
      },
    );
  }

  return (
    <form className="form" noValidate onSubmit={submit}>
      <div className="invite-line">
        <TextField
          label="Work e-mail"
          type="email"
          inputMode="email"
          autoComplete="off"
          disabled={greyed !== null}
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
            disabled={greyed !== null}
            onValue={(value) => setRole(roles.find((one) => one === value) ?? role)}
          >
            {(roles.length > 0 ? roles : [role]).map((one) => (
              <option key={one} value={one}>
                {ROLE_WORDS[one]}
              </option>
            ))}
          </Choice>
        </div>
        <Button type="submit" look="primary" greyed={greyed} isBusy={invite.isPending}>
          {invite.isPending ? 'Inviting' : 'Invite'}
        </Button>
      </div>
      <p className="small muted">
        {ROLE_WORDS[role]}: {ROLE_SAYS[role]}
      </p>
      <ProblemNote>{problem && !problem.fields['/email'] ? problem.says : null}</ProblemNote>
    </form>
  );
}
