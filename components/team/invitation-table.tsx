'use client';

import { Clock, Mail } from 'lucide-react';
import type { Invitation } from '#lib/contract/teams.ts';
import { Button } from '../ui/button.tsx';
import { LiveTime } from '../ui/live-time.tsx';
import { ROLE_WORDS } from './role-words.ts';

type Props = {
  invitations: readonly Invitation[];
  /** Who can, when this person cannot. */
  greyed: string | null;
  busyId: string | null;
  onResend: (id: string) => void;
  onRevoke: (id: string) => void;
  drawnAt: number;
};

/** A row an invitation that waits, or ran out waiting. */
export function InvitationTable({ invitations, greyed, busyId, onResend, onRevoke, drawnAt }: Props) {
  return (
    <table className="table stack-phone">
      <thead>
        <tr>
          <th scope="col">E-mail</th>
          <th scope="col">Role</th>
          <th scope="col">Invited by</th>
          <th scope="col">Link</th>
          <th scope="col">
            <span className="vh">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <tr key={invitation.id}>
            <th scope="row">{invitation.email}</th>
            <td data-label="Role">{ROLE_WORDS[invitation.role]}</td>
            <td data-label="Invited by">{invitation.invitedBy ?? 'Somebody'}</td>
            <td data-label="Link">
              {invitation.state === 'open' ? (
                <span className="state s-not-started">
                  <Mail aria-hidden="true" />
                  <span>
                    Runs out{' '}
                    <LiveTime at={Date.parse(invitation.expiresAt)} show="relative" drawnAt={drawnAt} />
                  </span>
                </span>
              ) : (
                <span className="state s-expiring">
                  <Clock aria-hidden="true" />
                  Ran out
                </span>
              )}
            </td>
            <td className="num">
              <span className="row" style={{ justifyContent: 'flex-end' }}>
                <Button
                  size="sm"
                  greyed={greyed}
                  isBusy={busyId === invitation.id}
                  onClick={() => onResend(invitation.id)}
                >
                  Send again<span className="vh"> to {invitation.email}</span>
                </Button>
                <Button
                  size="sm"
                  greyed={greyed}
                  isBusy={busyId === invitation.id}
                  onClick={() => onRevoke(invitation.id)}
                >
                  Revoke<span className="vh"> the invitation of {invitation.email}</span>
                </Button>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
