'use client';

import { CircleCheck } from 'lucide-react';
import Link from 'next/link';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { client } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** One button: opening the link changes nothing, so that a mail scanner verifies nobody. Then the sign-in, in place. */
export function VerifyForm({ token }: { token: string }) {
  const [team, setTeam] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<{ says: string; isLinkSpent: boolean } | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    if (team) heading.current?.focus();
  }, [team]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    setProblem(null);
    setIsBusy(true);
    try {
      setTeam((await client.accounts.verify({ token })).team);
    } catch (error) {
      const { code, says } = readProblem(error);
      setProblem({ says, isLinkSpent: code === 'invalid-token' || code === 'invalid-input' });
    }
    setIsBusy(false);
  }

  if (team) {
    return (
      <>
        <span className="state s-active">
          <CircleCheck aria-hidden="true" />
          Verified
        </span>
        <h1 ref={heading} tabIndex={-1}>
          Your team is ready
        </h1>
        <p className="muted">
          Sign in with the password you chose. Your first trial is one button away then.
        </p>
        <SignInForm next={`/${team}`} />
      </>
    );
  }
  return (
    <>
      <h1>Verify your e-mail address</h1>
      <p>
        Press the button to open the team you signed up for. If you did not sign up, close this page: nothing
        happens.
      </p>
      <form className="form" method="post" onSubmit={submit}>
        <ProblemNote>
          {problem ? (
            <>
              {problem.says} {problem.isLinkSpent ? <Link href="/sign-up">Sign up again</Link> : null}
            </>
          ) : null}
        </ProblemNote>
        <Button type="submit" look="primary" size="lg" wide isBusy={isBusy}>
          {isBusy ? 'Verifying' : 'Verify this address'}
        </Button>
      </form>
    </>
  );
}
