'use client';

import Link from 'next/link';
import { client } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CheckMail } from './check-mail.tsx';
import { checkEmail } from './checks.ts';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

/** Asks for a link to set a password: the same answer whatever the address. */
export function ForgotForm({ mailHref }: { mailHref: string | null }) {
  const fields = useFields({ email: checkEmail });
  const { values, field } = fields;
  const send = () => client.accounts.reset({ email: values.email });
  const { submit, isBusy, isDone, problem, again } = useSubmit(fields, send);

  if (isDone) {
    return (
      <CheckMail email={values.email.trim()} mailHref={mailHref} onResend={send} onBack={again}>
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
        <ProblemNote>{problem?.says}</ProblemNote>
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
