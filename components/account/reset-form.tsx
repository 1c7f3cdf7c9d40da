'use client';

import Link from 'next/link';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { client } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { checkNewPassword } from './checks.ts';
import { useFields } from './use-fields.ts';

/** Sets the password that the link is for, and ends every session. */
export function ResetForm({ token }: { token: string }) {
  const { values, field, checkAll, showErrors } = useFields({ password: checkNewPassword });
  const [step, setStep] = useState<'form' | 'busy' | 'done'>('form');
  const [problem, setProblem] = useState<{ says: string; isLinkSpent: boolean } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (step === 'done') heading.current?.focus();
  }, [step]);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (step === 'busy' || !checkAll(form)) return;
    setProblem(null);
    setStep('busy');
    try {
      await client.accounts.reset({ token, password: values.password });
      setStep('done');
    } catch (error) {
      const { code, says, fields } = readProblem(error);
      showErrors(form, fields);
      if (!fields['/password']) setProblem({ says, isLinkSpent: code === 'invalid-token' });
      setStep('form');
    }
  }

  if (step === 'done') {
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
              {problem.says} {problem.isLinkSpent ? <Link href="/forgot">Get a new link</Link> : null}
            </>
          ) : null}
        </ProblemNote>
        <Button type="submit" look="primary" size="lg" wide isBusy={step === 'busy'}>
          {step === 'busy' ? 'Setting it' : 'Set the password'}
        </Button>
      </form>
    </>
  );
}
