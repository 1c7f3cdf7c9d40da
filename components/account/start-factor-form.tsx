'use client';

import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { checkGiven } from './checks.ts';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

type Props = { asksPassword: boolean; onStart: (given: { password?: string }) => Promise<void> };

/** The first step. The password is asked for again when it was typed a while ago. */
export function StartFactorForm({ asksPassword, onStart }: Props) {
  const fields = useFields({ password: asksPassword ? checkGiven : () => null });
  const { values, field } = fields;
  const { submit, isBusy, problem } = useSubmit(fields, () =>
    onStart(asksPassword ? { password: values.password } : {}),
  );
  return (
    <form className="form factor-form" method="post" noValidate onSubmit={submit}>
      {asksPassword ? (
        <PasswordField
          label="Your password"
          autoComplete="current-password"
          hint="You signed in a while ago. So nobody who finds this browser open can do this."
          {...field('password')}
        />
      ) : null}
      <ProblemNote>{problem?.says}</ProblemNote>
      <div>
        <Button type="submit" look="primary" isBusy={isBusy}>
          {isBusy ? 'Making a secret' : 'Set up an authenticator app'}
        </Button>
      </div>
    </form>
  );
}
