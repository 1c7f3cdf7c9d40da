'use client';

import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ListedKey } from '#lib/contract/keys.ts';
import { client } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notify } from '../ui/notify.ts';

export type KeyStepAsked =
  | { kind: 'rotate'; use: 'answer' | 'license'; next: string | null }
  | { kind: 'retire' }
  | { kind: 'revoke'; use: 'answer' | 'license'; key: ListedKey; isRootOnline: boolean };

type Props = { step: KeyStepAsked; onClose: () => void; onDone: () => void };

/** The step that confirms a change of keys: what it means, and what is felt of it. */
export function KeyStep({ step, onClose, onDone }: Props) {
  const [isOpen, setIsOpen] = useState(true);
  const { title, confirm, says, isDanger = false, mustType } = wordsOf(step);
  const act = useMutation({
    mutationFn: () => perform(step),
    onSuccess: (said) => {
      notify(said);
      onDone();
      setIsOpen(false);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      confirm={confirm}
      isDanger={isDanger}
      onConfirm={() => act.mutate()}
      isBusy={act.isPending}
      problem={act.error ? readProblem(act.error).says : null}
      {...(mustType !== undefined && { mustType })}
    >
      {says}
    </ConfirmDialog>
  );
}

async function perform(step: KeyStepAsked): Promise<string> {
  if (step.kind === 'retire') {
    const { retired } = await client.keys.retire();
    return `Retired: ${retired.join(', ')}.`;
  }
  if (step.kind === 'revoke') {
    const { successor, kid } = await client.keys.revoke({ kid: step.key.kid });
    return successor === null ? `${kid} is revoked.` : `${kid} is revoked. ${successor} signs now.`;
  }
  const rotation = await client.keys.rotate({ use: step.use });
  return rotation.did === 'published'
    ? `${rotation.kid} is the next key. It signs nothing yet.`
    : `${rotation.kid} signs from now on.`;
}

type Words = {
  title: string;
  confirm: string;
  says: ReactNode;
  isDanger?: boolean;
  mustType?: { text: string; name: string };
};

function wordsOf(step: KeyStepAsked): Words {
  if (step.kind === 'retire')
    return {
      title: 'Retire keys',
      confirm: 'Retire them',
      says: (
        <p>
          Keys that sign no more, and that no lease in the field needs, leave the key set. Keys of license
          keys stay listed: those are in apps for years. Nothing stops for anybody.
        </p>
      ),
    };
  if (step.kind === 'rotate') return rotation(step);
  const what = step.use === 'answer' ? 'Answers' : 'License keys';
  return {
    title: `Revoke key ${step.key.kid}`,
    confirm: 'Revoke the key',
    isDanger: true,
    mustType: { text: step.key.kid, name: 'key ID' },
    says: (
      <>
        <p>
          For a key that somebody else may hold. {what} that it signed are believed no more by a device that
          has fetched the key set since; a new key signs at once. It cannot be taken back.
        </p>
        <p className="muted">
          {step.use === 'license'
            ? 'Apps whose license key it signed must be given a new license key.'
            : 'Devices fetch the key set at their next check and go on.'}
          {step.isRootOnline
            ? ''
            : ' The root is offline: a published next key takes its place, or the command line is needed with a root at hand.'}
        </p>
      </>
    ),
  };
}

function rotation({ use, next }: Extract<KeyStepAsked, { kind: 'rotate' }>): Words {
  const what = use === 'answer' ? 'answers' : 'license keys';
  if (next === null)
    return {
      title: `Publish a next key for ${what}`,
      confirm: 'Publish it',
      says: (
        <p>
          A key is made and listed in the key set. It signs nothing until the next step, which may be taken at
          once or in a year. Nothing changes for devices.
        </p>
      ),
    };
  return {
    title: `Sign ${what} with ${next}`,
    confirm: `Sign with ${next}`,
    says: (
      <p>
        From the next check on, in every process, {next} signs {what}. The key that signs now retires: it
        stays listed while leases run that it signed, and its private part is erased, so that there is no way
        back to it. No answer is lost.
      </p>
    ),
  };
}
