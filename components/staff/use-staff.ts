'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StaffMember } from '#lib/contract/staff.ts';
import { api } from '../api.ts';
import { ROLE_WORDS } from '../team/role-words.ts';
import { notify } from '../ui/notify.ts';

export type StaffPage = { items: StaffMember[]; next: string | null };

/** Who is on staff, from what the server drew on, with what changes it. */
export function useStaff(first: StaffPage) {
  const queries = useQueryClient();
  const people = useQuery({ ...api.staff.list.queryOptions({ input: {} }), initialData: first });
  const onSettled = () => queries.invalidateQueries({ queryKey: api.staff.key() });

  const add = useMutation(api.staff.add.mutationOptions({ onSettled }));
  const change = useMutation(api.staff.change.mutationOptions({ onSettled }));
  const remove = useMutation(api.staff.remove.mutationOptions({ onSettled }));
  const reset = useMutation(api.staff.resetSecondFactor.mutationOptions({ onSettled }));
  const resend = useMutation(
    api.staff.resendWelcome.mutationOptions({
      onSettled,
      onSuccess: ({ email }) => notify(`Sent again to ${email}. The link works for 7 days.`),
    }),
  );

  /** A role is taken back with one press: nothing was lost meanwhile. */
  function changeRole({ id, name, role: before }: StaffMember, role: StaffMember['role']) {
    const undo = () => change.mutate({ id, role: before });
    const onSuccess = () => notify(`${name} is ${ROLE_WORDS[role].toLowerCase()} now.`, { undo });
    change.mutate({ id, role }, { onSuccess });
  }

  function reinstate({ id, name }: StaffMember) {
    const onSuccess = () => notify(`${name} is reinstated and can sign in again.`);
    change.mutate({ id, suspended: false }, { onSuccess });
  }

  return { people: people.data.items, add, change, changeRole, reinstate, remove, reset, resend };
}
