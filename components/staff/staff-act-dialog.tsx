'use client';

import type { StaffMember } from '#lib/contract/staff.ts';
import { readProblem } from '../read-problem.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { notify } from '../ui/notify.ts';
import type { useStaff } from './use-staff.ts';

export type Asked = { act: 'reset' | 'suspend' | 'remove'; member: StaffMember };

type Props = { asked: Asked | null; staff: ReturnType<typeof useStaff>; onClose: () => void };

/** The step before what stops somebody: what ends, what stays, and how it comes back. */
export function StaffActDialog({ asked, staff, onClose }: Props) {
  const { change, remove, reset } = staff;
  const name = asked?.member.name ?? '';
  const mutation = { suspend: change, remove, reset }[asked?.act ?? 'suspend'];

  function confirm() {
    if (!asked) return;
    const { act, member } = asked;
    const done = (says: string) => ({
      onSuccess: () => {
        onClose();
        notify(says);
      },
    });
    if (act === 'suspend') change.mutate({ id: member.id, suspended: true }, done(`${name} is suspended.`));
    else if (act === 'remove') remove.mutate({ id: member.id }, done(`${name} is not on staff any more.`));
    else reset.mutate({ id: member.id }, done(`${name} sets up another second factor at the next sign-in.`));
  }

  return (
    <ConfirmDialog
      isOpen={asked !== null}
      onClose={() => {
        onClose();
        mutation.reset();
      }}
      title={asked ? TITLES[asked.act](name) : ''}
      confirm={asked ? TITLES[asked.act](name) : ''}
      onConfirm={confirm}
      isBusy={mutation.isPending}
      problem={mutation.error ? readProblem(mutation.error).says : null}
    >
      <p>{asked ? SAYS[asked.act](name) : null}</p>
    </ConfirmDialog>
  );
}

const TITLES: Readonly<Record<Asked['act'], (name: string) => string>> = {
  suspend: (name) => `Suspend ${name}`,
  remove: (name) => `Remove ${name} from staff`,
  reset: (name) => `Reset the second factor of ${name}`,
};

const SAYS: Readonly<Record<Asked['act'], (name: string) => string>> = {
  suspend: (name) =>
    `${name} is signed out everywhere with the next click and cannot sign in, also to teams they are in; their API tokens do nothing. Nothing is deleted. You can reinstate them at any time; their tokens work again then.`,
  remove: (name) =>
    `${name} sees no page for staff from the next click on, and the API tokens they had as staff end for good. Their account and the teams they are in stay theirs.`,
  reset: (name) =>
    `Do this when ${name} has lost both phone and recovery codes, and you are sure who asks. They are signed out everywhere, told by mail, and set up another when they sign in with their password.`,
};
