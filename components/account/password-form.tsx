'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { notify } from '../ui/notify.ts';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { checkGiven, checkNewPassword } from './checks.ts';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

/** Changes the password; begins anew, empty, when it is done. */
export function PasswordForm({ email }: { email: string }) {
  const [round, setRound] = useState(0);
  return <Fields key={round} email={email} onDone={() => setRound(round + 1)} />;
}

function Fields({ email, onDone }: { email: string; onDone: () => void }) {
  const queries = useQueryClient();
  const fields = useFields({ current: checkGiven, password: checkNewPassword });
  const { values, field } = fields;
  const { submit, isBusy, problem } = useSubmit(fields, async () => {
    const { endedSessions } = await client.me.changePassword(values);
    const others = endedSessions === 1 ? 'Another session' : `${endedSessions} other sessions`;
    notify(`Password changed.${endedSessions > 0 ? ` ${others} ended.` : ''}`);
    void queries.invalidateQueries({ queryKey: api.me.sessions.key() });
    onDone();
  });
  return (
    <form className="form" method="post" noValidate onSubmit={submit} style={{ maxWidth: 376 }}>
      {/* Password managers file the new password under this. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label="Your password now" autoComplete="current-password" {...field('current')} />
      <PasswordField
        label="New password"
        autoComplete="new-password"
        hint="At least 10 characters. A few words in a row are easy to keep."
        {...field('password')}
      />
      <ProblemNote>{problem?.says}</ProblemNote>
      <div>
        <Button type="submit" isBusy={isBusy}>
          {isBusy ? 'Changing the password' : 'Change the password'}
        </Button>
      </div>
    </form>
  );
}
