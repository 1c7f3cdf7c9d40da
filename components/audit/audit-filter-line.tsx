'use client';

import { Search } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { ACTION_WORDS, HIDDEN_FROM_TEAMS } from '#lib/domain/action-words.ts';
import { ACTIONS, type Action, POLICY } from '#lib/domain/policy.ts';
import { Choice } from '../licenses/choice.tsx';
import { Button } from '../ui/button.tsx';
import type { AuditFilters } from './audit-filters.ts';

type Props = { filters: AuditFilters; isForTeam: boolean; onChange: (filters: AuditFilters) => void };

/** What is written down: changes, and looks of staff. In words, by the alphabet. */
const KINDS = ACTIONS.filter((action) => POLICY[action].changes || POLICY[action].staff.length > 0).toSorted(
  (a, b) => ACTION_WORDS[a].localeCompare(ACTION_WORDS[b]),
);

/** Who, what, on what, from when to when; all of it in the address. Enter searches. */
export function AuditFilterLine({ filters, isForTeam, onChange }: Props) {
  const kindId = useId();
  const [who, setWho] = useState(filters.who ?? '');
  const [subject, setSubject] = useState(filters.subject ?? '');

  function change(name: keyof AuditFilters, value: string) {
    const { [name]: _, ...others } = filters;
    onChange(value === '' ? others : { ...others, [name]: value });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const { who: _, subject: __, ...others } = filters;
    onChange({
      ...others,
      ...(who.trim() !== '' && { who: who.trim() }),
      ...(subject.trim() !== '' && { subject: subject.trim() }),
    });
  }

  const kinds = isForTeam ? KINDS.filter(isOfTeams) : KINDS;
  return (
    <search>
      <form className="filters audit-filters" onSubmit={submit}>
        <label>
          <span className="label">Who</span>
          <input
            className="input"
            value={who}
            placeholder="E-mail address"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setWho(event.currentTarget.value)}
          />
        </label>
        <label htmlFor={kindId}>
          <span className="label">Did what</span>
          <Choice id={kindId} value={filters.action ?? ''} onValue={(value) => change('action', value)}>
            <option value="">Anything</option>
            {kinds.map((action) => (
              <option key={action} value={action}>
                {ACTION_WORDS[action].charAt(0).toUpperCase() + ACTION_WORDS[action].slice(1)}
              </option>
            ))}
          </Choice>
        </label>
        <label>
          <span className="label">To what</span>
          <input
            className="input"
            value={subject}
            placeholder="License ID or another ID"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
        </label>
        <label>
          <span className="label">From, UTC</span>
          <input
            type="date"
            className="input"
            value={filters.from ?? ''}
            onChange={(event) => change('from', event.currentTarget.value)}
          />
        </label>
        <label>
          <span className="label">To, UTC</span>
          <input
            type="date"
            className="input"
            value={filters.to ?? ''}
            onChange={(event) => change('to', event.currentTarget.value)}
          />
        </label>
        <Button type="submit">
          <Search aria-hidden="true" />
          Search
        </Button>
      </form>
    </search>
  );
}

/** Acts on the installation itself are in no team's log. */
function isOfTeams(action: Action): boolean {
  return !HIDDEN_FROM_TEAMS.includes(action) && !/^(staff|product|key|job|health|metrics)\b/.test(action);
}
