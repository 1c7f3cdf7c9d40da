'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { client } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CheckMail } from './check-mail.tsx';
import { checkEmail, checkLine, checkNewPassword } from './checks.ts';
import { useFields } from './use-fields.ts';

/** Signs up a person with a team; then says where the link is. `mailHref` is where mail can be read on this machine. */
export function SignUpForm({ mailHref }: { mailHref: string | null }) {
  const { values, field, checkAll, showErrors } = useFields({
    name: checkLine('Type your name.'),
    team: checkLine('Type the name of your company or team.'),
    email: checkEmail,
    password: checkNewPassword,
  });
  const [isBusy, setIsBusy] = useState(false);
  const [isSent, setIsSent] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (isBusy || !checkAll(form)) return;
    setProblem(null);
    setIsBusy(true);
    try {
      await client.accounts.signUp(values);
      setIsSent(true);
    } catch (error) {
      const { says, fields } = readProblem(error);
      showErrors(form, fields);
      if (Object.keys(fields).length === 0) setProblem(says);
    }
    setIsBusy(false);
  }

  if (isSent) {
    return (
      <CheckMail
        email={values.email.trim()}
        mailHref={mailHref}
        onResend={() => client.accounts.signUp(values)}
        onBack={() => setIsSent(false)}
      >
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
        <ProblemNote>{problem}</ProblemNote>
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
