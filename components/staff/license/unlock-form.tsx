'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Clock, LockOpen } from 'lucide-react';
import { type FormEvent, type ReactNode, type Ref, useId, useState } from 'react';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { Hint } from '#components/ui/hint.tsx';
import { notify } from '#components/ui/notify.ts';
import type { License } from '#lib/contract/licenses.ts';
import { POLICY, type StaffRole } from '#lib/domain/policy.ts';
import { unlockFeltSays } from './staff-answer.ts';

type Props = {
  license: License;
  role: StaffRole;
  now: number;
  noteRef?: Ref<HTMLTextAreaElement>;
  /** Beside the button: the way on. */
  children?: ReactNode;
};

/** Unlocks with a note, in place. Ctrl or Cmd and Enter in the note does it too. */
export function UnlockForm({ license, role, now, noteRef, children }: Props) {
  const id = useId();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const unlock = useMutation(
    api.licenses.unlock.mutationOptions({
      onSuccess: (unlocked) => {
        queries.setQueryData(api.licenses.read.queryKey({ input: { id: license.id } }), unlocked);
        queries.invalidateQueries({ queryKey: api.licenseHistory.key() });
        queries.invalidateQueries({ queryKey: api.search.key() });
        notify(`${license.id} is unlocked. ${unlockFeltSays(license, Date.now())}`);
      },
    }),
  );
  const greyed = POLICY['license.unlock'].staff.includes(role) ? null : POLICY['license.unlock'].says;

  function submit(event: FormEvent) {
    event.preventDefault();
    const text = note.replaceAll(/\s+/g, ' ').trim();
    setIsMissing(text === '');
    if (text === '' || unlock.isPending || greyed) return;
    unlock.mutate({ id: license.id, note: text });
  }

  const error = isMissing
    ? 'Say why it is unlocked. Whoever reads its history will want to know.'
    : unlock.error && readProblem(unlock.error).says;
  return (
    <form className="unlock" onSubmit={submit} aria-label="Unlock">
      <div className="field">
        <label className="label" htmlFor={id}>
          Note, for staff only
        </label>
        <textarea
          id={id}
          ref={noteRef}
          className="textarea"
          rows={2}
          maxLength={2000}
          value={note}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-below`}
          onChange={(event) => {
            setNote(event.currentTarget.value);
            setIsMissing(false);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
      </div>
      <div id={`${id}-below`} aria-live="polite">
        {error ? (
          <Hint tone="bad">{error}</Hint>
        ) : (
          <p className="hint">
            <Clock aria-hidden="true" />
            {unlockFeltSays(license, now)}
          </p>
        )}
      </div>
      <div className="go">
        <Button type="submit" look="primary" greyed={greyed} isBusy={unlock.isPending}>
          <LockOpen aria-hidden="true" />
          Unlock
        </Button>
        {children}
      </div>
    </form>
  );
}
