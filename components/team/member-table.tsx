'use client';

import { UserMinus } from 'lucide-react';
import type { Member } from '#lib/contract/teams.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { rolesInReach } from '#lib/domain/team-roles.ts';
import { Choice } from '../licenses/choice.tsx';
import { greyedFor } from '../licenses/greyed-for.ts';
import { Button } from '../ui/button.tsx';
import { LiveTime } from '../ui/live-time.tsx';
import { ROLE_WORDS } from './role-words.ts';

type Props = {
  members: readonly Member[];
  me: string;
  role: TeamRole;
  busyId: string | null;
  onRole: (member: Member, role: TeamRole) => void;
  onRemove: (member: Member) => void;
  drawnAt: number;
};

/** A row a member; the role is a list to choose from where this person may change it. */
export function MemberTable({ members, me, role, busyId, onRole, onRemove, drawnAt }: Props) {
  const owners = members.filter((member) => member.role === 'owner').length;
  return (
    <table className="table stack-phone">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">E-mail</th>
          <th scope="col">Role</th>
          <th scope="col">Joined</th>
          <th scope="col">
            <span className="vh">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => {
          const isLast = member.role === 'owner' && owners === 1;
          const inReach = rolesInReach(role);
          const canChange = inReach.includes(member.role) && !isLast;
          return (
            <tr key={member.id}>
              <th scope="row">
                {member.name}
                {member.id === me ? <span className="muted"> (you)</span> : null}
              </th>
              <td data-label="E-mail">{member.email}</td>
              <td data-label="Role">
                {canChange ? (
                  <Choice
                    aria-label={`Role of ${member.name}`}
                    value={member.role}
                    disabled={busyId === member.id}
                    onValue={(value) => {
                      const chosen = inReach.find((one) => one === value);
                      if (chosen && chosen !== member.role) onRole(member, chosen);
                    }}
                  >
                    {inReach.map((one) => (
                      <option key={one} value={one}>
                        {ROLE_WORDS[one]}
                      </option>
                    ))}
                  </Choice>
                ) : (
                  ROLE_WORDS[member.role]
                )}
              </td>
              <td data-label="Joined">
                <LiveTime at={Date.parse(member.joinedAt)} show="relative" drawnAt={drawnAt} isPast />
              </td>
              <td className="num">
                {member.id === me ? null : (
                  <Button
                    look="icon"
                    aria-label={`Remove ${member.name}`}
                    greyed={whyNot({ role, member, isLast })}
                    onClick={() => onRemove(member)}
                  >
                    <UserMinus aria-hidden="true" />
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function whyNot({
  role,
  member,
  isLast,
}: {
  role: TeamRole;
  member: Member;
  isLast: boolean;
}): string | null {
  const greyed = greyedFor('member.remove', role);
  if (greyed !== null) return greyed;
  if (!rolesInReach(role).includes(member.role)) return 'Only an owner can make, change or remove owners.';
  return isLast ? 'The only owner of a team stays.' : null;
}
