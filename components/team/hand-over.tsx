'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import type { Member } from '#lib/contract/teams.ts';
import { api } from '../api.ts';
import { Choice } from '../licenses/choice.tsx';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notify } from '../ui/notify.ts';

type Props = { slug: string; heirs: readonly Member[]; greyed: string | null };

/** To whom, and the step that confirms. */
export function HandOver({ slug, heirs, greyed }: Props) {
  const id = useId();
  const router = useRouter();
  const [heirId, setHeirId] = useState(heirs[0]?.id ?? '');
  const [isAsking, setIsAsking] = useState(false);
  const transfer = useMutation(api.teams.transfer.mutationOptions());
  const heir = heirs.find((one) => one.id === heirId);
  const why = greyed ?? (heir ? null : 'There is nobody else in the team: invite somebody first.');

  function handOver() {
    if (!heir) return;
    transfer.mutate(
      { slug, member: heir.id },
      {
        onSuccess: () => {
          setIsAsking(false);
          router.refresh();
          notify(`${heir.name} owns the team now. You are an admin.`);
        },
      },
    );
  }

  return (
    <>
      <div className="invite-line">
        {heirs.length > 0 ? (
          <div className="field">
            <label className="label" htmlFor={id}>
              New owner
            </label>
            <Choice id={id} value={heirId} disabled={greyed !== null} onValue={setHeirId}>
              {heirs.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name} ({one.email})
                </option>
              ))}
            </Choice>
          </div>
        ) : null}
        <Button
          greyed={why}
          onClick={() => setIsAsking(true)}
          {...(heirs.length === 0 && { style: { marginTop: 0 } })}
        >
          Hand over
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          setIsAsking(false);
          transfer.reset();
        }}
        title={`Hand the team over to ${heir?.name ?? 'a member'}`}
        confirm="Hand it over"
        onConfirm={handOver}
        isBusy={transfer.isPending}
        problem={transfer.error ? readProblem(transfer.error).says : null}
        isDanger={false}
      >
        <p>
          {heir?.name} becomes an owner and you an admin, at once. Only an owner can give ownership back to
          you.
        </p>
      </ConfirmDialog>
    </>
  );
}
