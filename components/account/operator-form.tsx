'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { client } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { checkEmail, checkLine, checkNewPassword } from './checks.ts';
import { SignInForm } from './sign-in-form.tsx';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

/** Makes the first operator of an installation, then the sign-in, in place. */
export function OperatorForm({ token }: { token: string }) {
  const fields = useFields({
    name: checkLine('Type your name.'),
    email: checkEmail,
    password: checkNewPassword,
  });
  const { values, field } = fields;
  const { submit, isBusy, isDone, problem } = useSubmit(fields, () =>
    client.accounts.becomeOperator({ token, ...values }),
  );
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (isDone) heading.current?.focus();
  }, [isDone]);

  if (isDone) {
    return (
      <>
        <h1 ref={heading} tabIndex={-1}>
          You are the operator
        </h1>
        <p className="muted">Sign in to see what this installation can do. The link does not work again.</p>
        <SignInForm next="/staff" />
      </>
    );
  }
  return (
    <>
      <h1>Become the operator</h1>
      <p className="muted">
        The first person on staff of this installation. If this address has an account, it becomes the
        operator, and this its password.
      </p>
      <form className="form" method="post" noValidate onSubmit={submit}>
        <TextField label="Your name" autoComplete="name" autoFocus {...field('name')} />
        <TextField
          label="E-mail"
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
          {isBusy ? 'Making you the operator' : 'Become the operator'}
        </Button>
      </form>
      <p className="muted">
        You are on staff already? <Link href="/sign-in">Sign in</Link>
      </p>
    </>
  );
}
