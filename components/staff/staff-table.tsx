'use client';

import { Ban, Mail, ShieldAlert } from 'lucide-react';
import type { StaffMember } from '#lib/contract/staff.ts';
import { STAFF_ROLES } from '#lib/domain/policy.ts';
import { Choice } from '../licenses/choice.tsx';
import { ROLE_WORDS } from '../team/role-words.ts';
import { LiveTime } from '../ui/live-time.tsx';
import { type StaffAct, StaffMenu } from './staff-menu.tsx';

type Props = {
  people: readonly StaffMember[];
  /** This person's ID. */
  me: string;
  busyId: string | null;
  onRole: (member: StaffMember, role: StaffMember['role']) => void;
  onAct: (act: StaffAct, member: StaffMember) => void;
  drawnAt: number;
};

/** A row a person: the role to choose, what is out of the ordinary in color, all else in a menu. */
export function StaffTable({ people, me, busyId, onRole, onAct, drawnAt }: Props) {
  const operators = people.filter(({ role, state }) => role === 'operator' && state === 'active');
  return (
    <table className="table stack-phone">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">E-mail</th>
          <th scope="col">Role</th>
          <th scope="col">Second factor</th>
          <th scope="col">Last seen</th>
          <th scope="col">
            <span className="vh">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((member) => {
          const isLast = operators.length === 1 && operators[0]?.id === member.id;
          return (
            <tr key={member.id}>
              <th scope="row">
                {member.name}
                {member.id === me ? <span className="muted"> (you)</span> : null} <Standing member={member} />
              </th>
              <td data-label="E-mail">{member.email}</td>
              <td data-label="Role">
                {isLast ? (
                  <>
                    {ROLE_WORDS[member.role]} <span className="muted small">the last one</span>
                  </>
                ) : (
                  <Choice
                    aria-label={`Role of ${member.name}`}
                    value={member.role}
                    disabled={busyId === member.id}
                    onValue={(value) => {
                      const role = STAFF_ROLES.find((one) => one === value);
                      if (role && role !== member.role) onRole(member, role);
                    }}
                  >
                    {STAFF_ROLES.map((one) => (
                      <option key={one} value={one}>
                        {ROLE_WORDS[one]}
                      </option>
                    ))}
                  </Choice>
                )}
              </td>
              <td data-label="Second factor">
                {member.secondFactor === 'on' ? (
                  'On'
                ) : (
                  <span className="state s-expiring">
                    <ShieldAlert aria-hidden="true" />
                    None
                  </span>
                )}
              </td>
              <td data-label="Last seen">
                {member.lastSeenAt ? (
                  <LiveTime at={Date.parse(member.lastSeenAt)} show="relative" drawnAt={drawnAt} isPast />
                ) : (
                  <span className="muted">Never</span>
                )}
              </td>
              <td className="num">
                <StaffMenu
                  member={member}
                  isMe={member.id === me}
                  isLast={isLast}
                  onAct={(act) => onAct(act, member)}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What is not ordinary about somebody. */
function Standing({ member: { state } }: { member: StaffMember }) {
  if (state === 'active') return null;
  const [look, Icon, word] =
    state === 'suspended'
      ? (['s-locked', Ban, 'Suspended'] as const)
      : (['s-not-started', Mail, 'Invited'] as const);
  return (
    <span className={`state ${look}`}>
      <Icon aria-hidden="true" />
      {word}
    </span>
  );
}
