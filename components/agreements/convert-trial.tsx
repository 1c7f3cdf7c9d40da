'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { api, client } from '#components/api.ts';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { Button } from '#components/ui/button.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { notify } from '#components/ui/notify.ts';
import type { License } from '#lib/contract/licenses.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { readProblem } from '../read-problem.ts';
import { ConvertDialog } from './convert-dialog.tsx';

/** Converts a trial in place: asks under which of its team's agreements, or leads to a new one where there is none. */
export function ConvertTrial({ trial, role }: { trial: License; role: StaffRole }) {
  const router = useRouter();
  const queries = useQueryClient();
  const find = useMutation({
    mutationFn: async () => {
      const { items } = await client.agreements.list({ team: trial.team, limit: 200 });
      return items.filter(
        ({ state, termination }) => state !== 'terminated' && state !== 'expired' && termination === null,
      );
    },
  });
  if (find.data?.length === 0) {
    return (
      <>
        <LinkButton href={`/staff/agreements/new?team=${trial.team}`}>Make an agreement</LinkButton>
        <p className="hint" role="status">
          {trial.team} has no agreement that it could be converted under.
        </p>
      </>
    );
  }
  return (
    <>
      <Button
        greyed={greyedForStaff('license.convert', role)}
        isBusy={find.isPending}
        onClick={() => find.mutate()}
      >
        Convert to production
      </Button>
      {find.error ? (
        <p className="hint bad" role="alert">
          {readProblem(find.error).says}
        </p>
      ) : null}
      {find.data ? (
        <ConvertDialog
          trial={trial}
          agreements={find.data}
          onClose={() => find.reset()}
          onDone={({ id }) => {
            find.reset();
            notify(`${id} is production. Devices get it at their next check.`);
            queries.invalidateQueries({ queryKey: api.licenses.key() });
            router.refresh();
          }}
        />
      ) : null}
    </>
  );
}
