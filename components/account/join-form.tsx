'use client';

import { client } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { checkLine, checkNewPassword } from './checks.ts';
import { signIn } from './sign-in.ts';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

/** A new account for the invited address, and straight into the team: the link proves the address. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const fields = useFields({ name: checkLine('Type your name.'), password: checkNewPassword });
  const { values, field } = fields;
  const { submit, isBusy, isDone, problem } = useSubmit(fields, async () => {
    const { team } = await client.invitations.accept({ token, name: values.name, password: values.password });
    const outcome = await signIn(email, values.password);
    window.location.assign(
      outcome === 'signed-in' ? `/${team}` : `/sign-in?next=${encodeURIComponent(`/${team}`)}`,
    );
  });

  return (
    <form className="form" method="post" noValidate onSubmit={submit}>
      <TextField label="E-mail" type="email" autoComplete="username" name="email" value={email} readOnly />
      <TextField label="Your name" autoComplete="name" autoFocus {...field('name')} />
      <PasswordField
        label="Password"
        autoComplete="new-password"
        hint="At least 10 characters. A few words in a row are easy to keep."
        {...field('password')}
      />
      <ProblemNote>{problem ? problem.says : null}</ProblemNote>
      <Button type="submit" look="primary" size="lg" wide isBusy={isBusy || isDone}>
        {isBusy || isDone ? 'Joining' : 'Make the account and join'}
      </Button>
    </form>
  );
}
