'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Invitation, Member } from '#lib/contract/teams.ts';
import { api } from '../api.ts';
import { notify } from '../ui/notify.ts';
import { ROLE_WORDS } from './role-words.ts';

export type MemberPage = { items: Member[]; next: string | null };
export type InvitationPage = { items: Invitation[]; next: string | null };

/** Who is in a team and who is invited, from what the server drew on, with what changes it. */
export function useMembers(slug: string, first: { members: MemberPage; invitations: InvitationPage }) {
  const queries = useQueryClient();
  const members = useQuery({
    ...api.teams.members.queryOptions({ input: { slug } }),
    initialData: first.members,
  });
  const invitations = useQuery({
    ...api.teams.invitations.queryOptions({ input: { slug } }),
    initialData: first.invitations,
  });
  const onSettled = () => queries.invalidateQueries({ queryKey: api.teams.key() });

  const update = useMutation(api.teams.updateMember.mutationOptions({ onSettled }));
  const remove = useMutation(api.teams.removeMember.mutationOptions({ onSettled }));
  const resend = useMutation(
    api.teams.resendInvitation.mutationOptions({
      onSettled,
      onSuccess: ({ email }) => notify(`Sent again to ${email}. The link works for 7 days.`),
    }),
  );
  const revoke = useMutation(api.teams.revokeInvitation.mutationOptions({ onSettled }));
  const invite = useMutation(api.teams.invite.mutationOptions({ onSettled }));

  /** A role is taken back with one press: nothing was lost meanwhile. */
  function changeRole(member: Member, role: Member['role']) {
    update.mutate(
      { slug, id: member.id, role },
      {
        onSuccess: () =>
          notify(`${member.name} is ${ROLE_WORDS[role].toLowerCase()} now.`, {
            undo: () => update.mutate({ slug, id: member.id, role: member.role }),
          }),
      },
    );
  }

  return {
    members: members.data.items,
    invitations: invitations.data.items,
    changeRole,
    update,
    remove,
    resend,
    revoke,
    invite,
  };
}
