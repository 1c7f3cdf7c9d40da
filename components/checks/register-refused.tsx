'use client';

import { useState } from 'react';
import { useRegisterApp } from '#components/licenses/use-license-apps.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import type { RegisteredApp } from '#lib/domain/license.ts';
import type { NearMiss } from '#lib/domain/near-misses.ts';
import { DryRunSays } from './dry-run-says.tsx';
import { nearMissWords } from './near-miss-words.ts';

type Props = {
  licenseId: string;
  app: RegisteredApp;
  nearMiss: NearMiss | null;
  /** Who can, where this person cannot. */
  greyed: string | null;
  onDone?: () => void;
};

/** Registers a refused identifier: first what that would have meant, then the step that does it. */
export function RegisterRefused({ licenseId, app, nearMiss, greyed, onDone }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const register = useRegisterApp(licenseId);
  const words = nearMiss === null ? 'Register it' : 'Add it';

  function close() {
    setIsOpen(false);
    register.reset();
  }
  return (
    <>
      <Button size="sm" greyed={greyed} onClick={() => setIsOpen(true)}>
        {words}
        <span className="vh">: {app.value}</span>
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={`Register ${app.value}`}
        confirm={`Register ${app.value}`}
        isDanger={false}
        isBusy={register.isPending}
        problem={register.error ? readProblem(register.error).says : null}
        onConfirm={() =>
          register.mutate(
            { id: licenseId, ...app },
            {
              onSuccess: () => {
                close();
                onDone?.();
              },
            },
          )
        }
      >
        <div className="form" style={{ gap: 8 }}>
          <p>
            {nearMiss === null ? '' : `${nearMissWords(nearMiss)} `}It may ask for leases from the next check
            on; no new key, no new release.
          </p>
          {isOpen ? (
            <DryRunSays id={licenseId} change={{ addApps: [{ platform: app.platform, value: app.value }] }} />
          ) : null}
        </div>
      </ConfirmDialog>
    </>
  );
}
