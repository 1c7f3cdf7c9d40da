'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { client } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { checkNewPassword } from './checks.ts';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

/** Sets the password that the link is for, and ends every session. */
export function ResetForm({ token }: { token: string }) {
  const fields = useFields({ password: checkNewPassword });
  const { values, field } = fields;
  const { submit, isBusy, isDone, problem } = useSubmit(fields, () =>
    client.accounts.reset({ token, password: values.password }),
  );
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (isDone) heading.current?.focus();
  }, [isDone]);

  if (isDone) {
    return (
      <>
        <h1 ref={heading} tabIndex={-1}>
          Password set
        </h1>
        <p>Every session was ended. Sign in with the new password.</p>
        <LinkButton href="/sign-in" look="primary" size="lg" wide>
          Sign in
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <h1>Set your password</h1>
      <p className="muted">All sessions end then, on every device.</p>
      <form className="form" method="post" noValidate onSubmit={submit}>
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint="At least 10 characters. A few words in a row are easy to keep."
          {...field('password')}
        />
        <ProblemNote>
          {problem ? (
            <>
              {problem.says}{' '}
              {problem.code === 'invalid-token' ? <Link href="/forgot">Get a new link</Link> : null}
            </>
          ) : null}
        </ProblemNote>
        <Button type="submit" look="primary" size="lg" wide isBusy={isBusy}>
          {isBusy ? 'Setting it' : 'Set the password'}
        </Button>
      </form>
    </>
  );
}
