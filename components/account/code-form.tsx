'use client';

import { client } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { checkCode } from './checks.ts';
import { CodeField } from './code-field.tsx';
import { goOn } from './go-on.ts';
import { SignOutLine } from './sign-out-line.tsx';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

/** After the password: a code of the app, or a recovery code; then on to where the person wanted to go. */
export function CodeForm({ next }: { next: string | null }) {
  const fields = useFields({ code: checkCode });
  const { values, field } = fields;
  const { submit, isBusy, isDone, problem } = useSubmit(fields, async () => {
    await client.secondFactor.give({ code: values.code });
    goOn(next);
  });
  return (
    <>
      <h1>Enter your code</h1>
      <p className="muted">Your authenticator app shows six digits that change every 30 seconds.</p>
      <form className="form" method="post" noValidate onSubmit={submit}>
        <CodeField
          takesRecoveryCode
          autoFocus
          hint="Without your phone, type one of your recovery codes. Each works once."
          {...field('code')}
        />
        <ProblemNote>{problem?.says}</ProblemNote>
        <Button type="submit" look="primary" size="lg" wide isBusy={isBusy || isDone}>
          {isBusy || isDone ? 'Checking the code' : 'Continue'}
        </Button>
      </form>
      <SignOutLine>
        App and recovery codes lost? On staff, another operator can reset them. Otherwise ask support.
      </SignOutLine>
    </>
  );
}
