'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { api } from '#components/api.ts';
import { DryRunSays } from '#components/checks/dry-run-says.tsx';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { License } from '#lib/contract/licenses.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { Choice } from './choice.tsx';
import { useLiveLicense } from './use-live-license.ts';

type Props = {
  license: License;
  team: string;
  greyed: { replace: string | null; revoke: string | null };
  drawnAt: number;
};

const OVERLAPS = [
  { days: 0, says: 'None: revoke it now' },
  { days: 1, says: '1 day' },
  { days: 7, says: '7 days' },
  { days: 14, says: '14 days' },
  { days: 30, says: '30 days' },
  { days: 90, says: '90 days' },
];

/** What to do when a key leaked: a new License ID, an overlap, then the old one is revoked. Or revoke a trial. */
export function ReplaceKey({ license: initial, team, greyed, drawnAt }: Props) {
  const id = useId();
  const now = useNow(drawnAt);
  const router = useRouter();
  const queries = useQueryClient();
  const { license } = useLiveLicense(initial);
  const [days, setDays] = useState(14);
  const [step, setStep] = useState<'replace' | 'revoke' | null>(null);
  const replace = useMutation(api.licenses.replaceKey.mutationOptions());
  const revoke = useMutation(api.licenses.revoke.mutationOptions());
  const problem = replace.error ?? revoke.error;
  const isRevoked = license.state === 'revoked';
  const mayBeRevoked = !isRevoked && (license.kind === 'trial' || license.replacedBy !== null);

  function close() {
    setStep(null);
    replace.reset();
    revoke.reset();
  }
  const refresh = () => {
    queries.invalidateQueries({ queryKey: api.licenses.read.key() });
    queries.invalidateQueries({ queryKey: api.licenses.list.key() });
  };
  if (license.replacedBy !== null) {
    return (
      <>
        <p>
          This License ID was replaced by <code>{license.replacedBy}</code>.{' '}
          {isRevoked
            ? 'It is revoked: devices that still send it are locked.'
            : `Both are accepted until ${license.stateUntil === null ? 'then' : formatInstant(license.stateUntil, { now })}; then this one is revoked.`}
        </p>
        <div className="actions">
          <LinkButton href={`/${team}/licenses/${license.replacedBy}/key`}>Open the new key</LinkButton>
          {mayBeRevoked ? (
            <Button greyed={greyed.revoke} onClick={() => setStep('revoke')}>
              Revoke this one now
            </Button>
          ) : null}
        </div>
        {revokeDialog()}
      </>
    );
  }
  return (
    <>
      <ol className="steps small">
        <li>Replace the key: you get a new License ID with the same terms and identifiers.</li>
        <li>Put the new key into your app and release it.</li>
        <li>Until the overlap you choose has passed both keys work; then the old one is revoked for good.</li>
      </ol>
      <div className="actions">
        <Button greyed={greyed.replace} onClick={() => setStep('replace')}>
          Replace the key
        </Button>
        {mayBeRevoked ? (
          <Button look="plain" greyed={greyed.revoke} onClick={() => setStep('revoke')}>
            Revoke the trial
          </Button>
        ) : null}
      </div>
      <ConfirmDialog
        isOpen={step === 'replace'}
        onClose={close}
        title="Replace the key"
        confirm="Replace the key"
        isDanger={days === 0}
        isBusy={replace.isPending}
        problem={problem ? readProblem(problem).says : null}
        onConfirm={() =>
          replace.mutate(
            { id: license.id, overlapDays: days },
            {
              onSuccess: (made) => {
                refresh();
                router.push(`/${team}/licenses/${made.id}/key`);
              },
            },
          )
        }
      >
        <div className="form" style={{ gap: 12 }}>
          <div className="field">
            <label className="label" htmlFor={`${id}-overlap`}>
              How long both keys work
            </label>
            <Choice id={`${id}-overlap`} value={String(days)} onValue={(value) => setDays(Number(value))}>
              {OVERLAPS.map((one) => (
                <option key={one.days} value={one.days}>
                  {one.says}
                </option>
              ))}
            </Choice>
          </div>
          <p>
            {days === 0
              ? 'Every device with the old key is locked at its next check.'
              : `Devices with the old key go on until ${formatInstant(now + days * DAY_MS, { now })}, then they are locked.`}
          </p>
          {step === 'replace' ? <DryRunSays id={license.id} change={{ revoke: true }} /> : null}
        </div>
      </ConfirmDialog>
      {revokeDialog()}
    </>
  );

  function revokeDialog() {
    return (
      <ConfirmDialog
        isOpen={step === 'revoke'}
        onClose={close}
        title={`Revoke ${license.id}`}
        confirm={`Revoke ${license.id}`}
        mustType={{ text: license.id, name: 'License ID' }}
        isBusy={revoke.isPending}
        problem={problem ? readProblem(problem).says : null}
        onConfirm={() =>
          revoke.mutate(
            { id: license.id },
            {
              onSuccess: () => {
                close();
                refresh();
                router.refresh();
              },
            },
          )
        }
      >
        <div className="form" style={{ gap: 8 }}>
          <p>For good: every device that sends this License ID is locked at its next check.</p>
          {step === 'revoke' ? <DryRunSays id={license.id} change={{ revoke: true }} /> : null}
        </div>
      </ConfirmDialog>
    );
  }
}
