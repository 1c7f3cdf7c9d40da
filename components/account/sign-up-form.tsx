'use client';

import Link from 'next/link';
import { client } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CheckMail } from './check-mail.tsx';
import { checkEmail, checkLine, checkNewPassword } from './checks.ts';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

/** Signs up a person with a team; then says where the link is. `mailHref` is where mail can be read on this machine. */
export function SignUpForm({ mailHref }: { mailHref: string | null }) {
  const fields = useFields({
    name: checkLine('Type your name.'),
    team: checkLine('Type the name of your company or team.'),
    email: checkEmail,
    password: checkNewPassword,
  });
  const { values, field } = fields;
  const send = () => client.accounts.signUp(values);
  const { submit, isBusy, isDone, problem, again } = useSubmit(fields, send);

  if (isDone) {
    return (
      <CheckMail email={values.email.trim()} mailHref={mailHref} onResend={send} onBack={again}>
        The link in it opens your team. Until you press the button there, nothing is made.
      </CheckMail>
    );
  }
  return (
    <>
      <h1>Start a trial</h1>
      <p className="muted">An account and a team, then 30 days for each trial. No call, no card.</p>
      <form className="form" method="post" noValidate onSubmit={submit}>
        <TextField label="Your name" autoComplete="name" autoFocus {...field('name')} />
        <TextField
          label="Team"
          autoComplete="organization"
          hint="Your company, as your licenses will name it."
          {...field('team')}
        />
        <TextField
          label="Work e-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          {...field('email')}
        />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint="At least 10 characters. A few words in a row are easy to keep."
          {...field('password')}
        />
        <ProblemNote>{problem?.says}</ProblemNote>
        <Button type="submit" look="primary" size="lg" wide isBusy={isBusy}>
          {isBusy ? 'Sending the mail' : 'Continue'}
        </Button>
      </form>
      <p className="muted">
        You have an account? <Link href="/sign-in">Sign in</Link>
      </p>
    </>
  );
}
