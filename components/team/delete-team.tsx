'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

type Props = { slug: string; name: string; greyed: string | null };

/** The end of a team; its address is typed, because it cannot be undone. */
export function DeleteTeam({ slug, name, greyed }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation(
    api.teams.remove.mutationOptions({ onSuccess: () => window.location.assign('/sign-in') }),
  );
  return (
    <>
      <Button greyed={greyed} onClick={() => setIsAsking(true)}>
        Delete {name}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          setIsAsking(false);
          remove.reset();
        }}
        title={`Delete ${name}`}
        confirm={`Delete ${name}`}
        onConfirm={() => remove.mutate({ slug })}
        isBusy={remove.isPending || remove.isSuccess}
        problem={remove.error ? readProblem(remove.error).says : null}
        mustType={{ text: slug, name: 'address' }}
      >
        <p>
          For every member, from now on: nothing of {name} is seen, its trials are revoked, and devices lock
          as their leases and grace run out. Tokens and invitations end at once. It cannot be undone.
        </p>
      </ConfirmDialog>
    </>
  );
}
