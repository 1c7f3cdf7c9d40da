'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { checkEmail, checkGiven } from './checks.ts';
import { type SignInOutcome, signIn } from './sign-in.ts';
import { useFields } from './use-fields.ts';

const SAYS: Record<Exclude<SignInOutcome, 'signed-in'>, string> = {
  wrong:
    'The e-mail address or the password is wrong, or the address is not verified yet. Check both, or set a new password.',
  'too-many-requests': 'There were too many tries. Wait a quarter of an hour, or set a new password.',
  failed: 'The server could not be reached. Check the connection, then try again.',
};

type Props = { next: string | null; autoFocus?: boolean /** Filled in already. */; email?: string };

/** Signs in, then lets the server say where to: `next`, else where the person's work is. */
export function SignInForm({ next, autoFocus = false, email = '' }: Props) {
  const { values, field, checkAll } = useFields({ email: checkEmail, password: checkGiven }, { email });
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isBusy || !checkAll(event.currentTarget)) return;
    setProblem(null);
    setIsBusy(true);
    const outcome = await signIn(values.email, values.password);
    if (outcome === 'signed-in') {
      window.location.assign(next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in');
      return;
    }
    setProblem(SAYS[outcome]);
    setIsBusy(false);
  }

  return (
    <form className="form" method="post" noValidate onSubmit={submit}>
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        inputMode="email"
        autoFocus={autoFocus}
        {...field('email')}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        aside={
          <Link className="small" href="/forgot">
            Forgot it?
          </Link>
        }
        {...field('password')}
      />
      <ProblemNote>{problem}</ProblemNote>
      <Button type="submit" look="primary" size="lg" wide isBusy={isBusy}>
        {isBusy ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  );
}
