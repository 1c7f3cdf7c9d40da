'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { notify } from '#components/ui/notify.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { License } from '#lib/contract/licenses.ts';
import { TEAM_EXTENSION_DAYS } from '#lib/domain/trial-extension.ts';

type Props = { license: License; team: string; greyed: string | null };

/** Extends a trial by what its team may do itself, once; beyond that the way leads to a request. */
export function ExtendTrial({ license, team, greyed }: Props) {
  const queries = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const extend = useMutation(
    api.licenses.extend.mutationOptions({
      onSuccess: (extended) => {
        queries.setQueryData(api.licenses.read.queryKey({ input: { id: license.id } }), extended);
        queries.invalidateQueries({ queryKey: api.licenses.list.key() });
        setIsOpen(false);
        if (extended.endsAt) notify(`Extended until ${formatInstant(extended.endsAt, { now: Date.now() })}.`);
      },
    }),
  );
  const problem = extend.error && readProblem(extend.error);
  return (
    <>
      <Button greyed={greyed} onClick={() => setIsOpen(true)}>
        Extend by {TEAM_EXTENSION_DAYS} days
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => {
          setIsOpen(false);
          extend.reset();
        }}
        title={`Extend ${license.name}`}
        confirm={`Extend by ${TEAM_EXTENSION_DAYS} days`}
        isDanger={false}
        isBusy={extend.isPending}
        problem={
          problem ? (
            <>
              {problem.says}{' '}
              <Link href={`/${team}/requests/new?type=extension&license=${license.id}`}>
                Ask for more time
              </Link>
            </>
          ) : null
        }
        onConfirm={() => {
          setIsMissing(reason.trim() === '');
          if (reason.trim() !== '') extend.mutate({ id: license.id, reason: reason.trim() });
        }}
      >
        <p>A team can do this once for a trial. Devices get longer leases at their next check.</p>
        <TextField
          label="What for"
          value={reason}
          maxLength={500}
          onValue={(text) => {
            setReason(text);
            setIsMissing(false);
          }}
          error={isMissing ? 'Say in a few words what you need the time for.' : null}
          hint="Read by sales, who may be able to help."
        />
      </ConfirmDialog>
    </>
  );
}
