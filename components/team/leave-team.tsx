'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

type Props = { slug: string; name: string; greyed: string | null };

/** Out of the team by oneself. */
export function LeaveTeam({ slug, name, greyed }: Props) {
  const [isAsking, setIsAsking] = useState(false);
  const leave = useMutation(
    api.teams.leave.mutationOptions({ onSuccess: () => window.location.assign('/sign-in') }),
  );
  return (
    <>
      <Button greyed={greyed} onClick={() => setIsAsking(true)}>
        Leave {name}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          setIsAsking(false);
          leave.reset();
        }}
        title={`Leave ${name}`}
        confirm={`Leave ${name}`}
        onConfirm={() => leave.mutate({ slug })}
        isBusy={leave.isPending || leave.isSuccess}
        problem={leave.error ? readProblem(leave.error).says : null}
      >
        <p>
          You see nothing of {name} from now on, and the API tokens you made for it end at once. Licenses and
          identifiers stay as they are. An owner or admin can invite you again.
        </p>
      </ConfirmDialog>
    </>
  );
}
