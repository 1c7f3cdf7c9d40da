'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { client } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CheckMail } from './check-mail.tsx';
import { checkEmail } from './checks.ts';
import { useFields } from './use-fields.ts';

/** Asks for a link to set a password: the same answer whatever the address. */
export function ForgotForm({ mailHref }: { mailHref: string | null }) {
  const { values, field, checkAll, showErrors } = useFields({ email: checkEmail });
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
      await client.accounts.reset({ email: values.email });
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
        onResend={() => client.accounts.reset({ email: values.email })}
        onBack={() => setIsSent(false)}
      >
        If there is an account with this address, the link in it sets a new password.
      </CheckMail>
    );
  }
  return (
    <>
      <h1>Set a new password</h1>
      <p className="muted">You get a link by mail. The present password works until you use it.</p>
      <form className="form" method="post" noValidate onSubmit={submit}>
        <TextField
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoFocus
          {...field('email')}
        />
        <ProblemNote>{problem}</ProblemNote>
        <Button type="submit" look="primary" size="lg" wide isBusy={isBusy}>
          {isBusy ? 'Sending the mail' : 'Send the link'}
        </Button>
      </form>
      <p className="muted">
        You know it after all? <Link href="/sign-in">Sign in</Link>
      </p>
    </>
  );
}
