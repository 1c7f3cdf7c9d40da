'use client';

import { CircleCheck, Clock } from 'lucide-react';
import type { Token } from '#lib/contract/teams.ts';
import { Button } from '../ui/button.tsx';
import { LiveTime } from '../ui/live-time.tsx';
import { useNow } from '../ui/use-now.ts';

type Props = {
  tokens: readonly Token[];
  me: string;
  onRevoke: (token: Token) => void;
  drawnAt: number;
};

/** A row a token: what it is for, what it may do, when it was last used and until when it lives. */
export function TokenTable({ tokens, me, onRevoke, drawnAt }: Props) {
  const now = useNow(drawnAt);
  return (
    <table className="table stack-tablet">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Acts as</th>
          <th scope="col">Scopes</th>
          <th scope="col">Last used</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="vh">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {tokens.map((token) => (
          <tr key={token.id}>
            <th scope="row">{token.name || 'Without a name'}</th>
            <td data-label="Acts as">
              {token.person.name}
              {token.person.id === me ? <span className="muted"> (you)</span> : null}
            </td>
            <td data-label="Scopes" className="wide">
              <Scopes token={token} />
            </td>
            <td data-label="Last used">
              {token.lastUsedAt ? (
                <LiveTime at={Date.parse(token.lastUsedAt)} show="relative" drawnAt={drawnAt} isPast />
              ) : (
                'Never'
              )}
            </td>
            <td data-label="State">
              {Date.parse(token.expiresAt) > now ? (
                <span className="state s-active">
                  <CircleCheck aria-hidden="true" />
                  <span>
                    Ends <LiveTime at={Date.parse(token.expiresAt)} show="relative" drawnAt={drawnAt} />
                  </span>
                </span>
              ) : (
                <span className="state s-expired">
                  <Clock aria-hidden="true" />
                  Expired
                </span>
              )}
            </td>
            <td className="num">
              <Button size="sm" onClick={() => onRevoke(token)}>
                Revoke<span className="vh"> {token.name || 'the token'}</span>
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A few by name; what the person may no longer do is said. */
function Scopes({ token }: { token: Token }) {
  if (token.scopes.includes('all')) return <>Everything {token.person.name} may do</>;
  const lost = token.scopes.filter((scope) => !token.inForce.includes(scope));
  const shown = token.scopes.slice(0, 3);
  const more = token.scopes.length - shown.length;
  return (
    <>
      <code title={token.scopes.join(', ')}>{shown.join(', ')}</code>
      {more > 0 ? <span className="muted"> and {more} more</span> : null}
      {lost.length > 0 ? (
        <span className="small muted">
          {' '}
          {lost.length === 1 ? '1 is' : `${lost.length} are`} not in force: the role does not allow it.
        </span>
      ) : null}
    </>
  );
}
