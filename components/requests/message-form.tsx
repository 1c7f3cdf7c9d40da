'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import type { RequestWithMessages } from '#lib/contract/requests.ts';
import { TextAreaField } from './text-area-field.tsx';

type Props = {
  id: string;
  greyed: string | null;
  onWritten: (request: RequestWithMessages) => void;
  /** The screen's one primary action, unless a decision is. */
  isPrimary: boolean;
};

/** A message to the other side. Ctrl or Cmd and Enter sends it. */
export function MessageForm({ id, greyed, onWritten, isPrimary }: Props) {
  const [body, setBody] = useState('');
  const write = useMutation(
    api.requests.write.mutationOptions({
      onSuccess: (request) => {
        setBody('');
        onWritten(request);
      },
    }),
  );
  const send = () => {
    if (body.trim() !== '' && !write.isPending && !greyed) write.mutate({ id, body: body.trim() });
  };
  return (
    <form
      className="request-write"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextAreaField
        label="Write a message"
        value={body}
        onValue={setBody}
        onSend={send}
        error={write.error && readProblem(write.error).says}
        hint="Both sides see all of it."
        rows={3}
      />
      <Button type="submit" look={isPrimary ? 'primary' : 'outline'} greyed={greyed} isBusy={write.isPending}>
        Send message
      </Button>
    </form>
  );
}
