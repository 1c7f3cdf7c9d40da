'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Hint } from '#components/ui/hint.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { useSettled } from '#components/ui/use-settled.ts';

type Team = { slug: string; name: string };
type Props = { team: Team | null; onTeam: (team: Team | null) => void; error: string | null | undefined };

const MOST = 6;

/** Finds a team by part of its name, and holds the one that was chosen. */
export function TeamField({ team, onTeam, error }: Props) {
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim());
  const found = useQuery({
    ...api.teams.list.queryOptions({ input: { q, limit: MOST } }),
    enabled: team === null && q !== '',
    placeholderData: keepPreviousData,
  });
  if (team !== null) {
    return (
      <div className="field">
        <span className="label">Team</span>
        <p className="row" style={{ minHeight: 36 }}>
          <b>{team.name}</b> <span className="muted">{team.slug}</span>
          <Button size="sm" onClick={() => onTeam(null)}>
            Change team
          </Button>
        </p>
      </div>
    );
  }
  const items = q === '' ? [] : (found.data?.items ?? []);
  return (
    <div>
      <TextField
        label="Team"
        name="team"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onValue={setTyped}
        error={error}
        hint="Part of its name or its address."
      />
      <ul aria-live="polite" aria-label="Teams found" className="found-teams">
        {items.map(({ slug, name }) => (
          <li key={slug}>
            <Button size="sm" onClick={() => onTeam({ slug, name })}>
              {name}
              <span className="muted">{slug}</span>
            </Button>
          </li>
        ))}
        {q !== '' && found.data && items.length === 0 ? (
          <li>
            <Hint>No team is called so. It makes its own account first: ask them to sign up.</Hint>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
