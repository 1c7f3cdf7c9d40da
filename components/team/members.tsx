'use client';

import '../licenses/stack.css';
import './members.css';
import { useState } from 'react';
import type { Member } from '#lib/contract/teams.ts';
import { POLICY, type TeamRole } from '#lib/domain/policy.ts';
import { rolesInReach } from '#lib/domain/team-roles.ts';
import { greyedFor } from '../licenses/greyed-for.ts';
import { readProblem } from '../read-problem.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Section } from '../ui/section.tsx';
import { InvitationTable } from './invitation-table.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberTable } from './member-table.tsx';
import { type InvitationPage, type MemberPage, useMembers } from './use-members.ts';

type Props = {
  team: { slug: string; name: string; role: TeamRole };
  /** This person's ID. */
  me: string;
  members: MemberPage;
  invitations: InvitationPage;
  drawnAt: number;
};

/** Who is in the team with which role, and who is on the way. */
export function Members({ team, me, members: firstMembers, invitations: firstInvitations, drawnAt }: Props) {
  const { slug, role } = team;
  const [leaving, setLeaving] = useState<Member | null>(null);
  const people = useMembers(slug, { members: firstMembers, invitations: firstInvitations });
  const { members, invitations, changeRole, update, remove, resend, revoke, invite } = people;
  const failed = update.error ?? resend.error ?? revoke.error;
  const mine = members.find(({ id }) => id === me)?.role ?? role;

  return (
    <>
      <div className="title between">
        <h1>Members</h1>
        <span className="muted">{members.length === 1 ? '1 member' : `${members.length} members`}</span>
      </div>
      <Section
        title="Invite somebody"
        says={`They get a mail with a link, choose a name and a password, and are in ${team.name}.`}
      >
        <InviteForm
          slug={slug}
          roles={rolesInReach(mine)}
          greyed={greyedFor('invitation.create', mine)}
          invite={invite}
        />
      </Section>
      <Section title="In the team" says={POLICY['member.update'].says}>
        <ProblemNote>{failed ? readProblem(failed).says : null}</ProblemNote>
        <MemberTable
          members={members}
          me={me}
          role={mine}
          busyId={update.isPending ? update.variables.id : null}
          onRole={changeRole}
          onRemove={setLeaving}
          drawnAt={drawnAt}
        />
      </Section>
      <Section title="Invited" says="A link works for 7 days. Sent again, it works for 7 days from then.">
        {invitations.length === 0 ? (
          <EmptyState title="Nobody is on the way" says="Whom you invite is listed here until they join." />
        ) : (
          <InvitationTable
            invitations={invitations}
            greyed={greyedFor('invitation.resend', mine)}
            busyId={resend.isPending ? resend.variables.id : revoke.isPending ? revoke.variables.id : null}
            onResend={(id) => resend.mutate({ slug, id })}
            onRevoke={(id) => revoke.mutate({ slug, id })}
            drawnAt={drawnAt}
          />
        )}
      </Section>
      <ConfirmDialog
        isOpen={leaving !== null}
        onClose={() => {
          setLeaving(null);
          remove.reset();
        }}
        title={`Remove ${leaving?.name ?? 'the member'}`}
        confirm={`Remove ${leaving?.name ?? 'the member'}`}
        onConfirm={() =>
          leaving && remove.mutate({ slug, id: leaving.id }, { onSuccess: () => setLeaving(null) })
        }
        isBusy={remove.isPending}
        problem={remove.error ? readProblem(remove.error).says : null}
      >
        <p>
          {leaving?.name} sees nothing of {team.name} from the next click on. The API tokens they made for it,
          and invitations they sent, end at once; licenses and identifiers stay as they are.
        </p>
      </ConfirmDialog>
    </>
  );
}
