'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Action, TeamRole } from '#lib/domain/policy.ts';
import { checkLine } from '../account/checks.ts';
import { useFields } from '../account/use-fields.ts';
import { api } from '../api.ts';
import { Choice } from '../licenses/choice.tsx';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import { NewToken } from './new-token.tsx';
import { type ScopeChoice, scopesOf, TokenScopes } from './token-scopes.tsx';

const LIVES = { 30: '30 days', 90: '90 days', 365: 'A year', 1095: '3 years' } as const;

type Props = { slug: string; role: TeamRole; onClose: () => void };

/** Name, life and scopes; then the token, once. */
export function NewTokenForm({ slug, role, onClose }: Props) {
  const id = useId();
  const queries = useQueryClient();
  const [days, setDays] = useState('90');
  const [choice, setChoice] = useState<ScopeChoice>('reading');
  const [chosen, setChosen] = useState<Action[]>([]);
  const [isNoneChosen, setIsNoneChosen] = useState(false);
  const { values, field, checkAll, showErrors } = useFields({ name: checkLine('Say what it is for.') });
  const create = useMutation(
    api.teams.createToken.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.teams.tokens.key() }),
    }),
  );
  const form = useRef<HTMLFormElement>(null);
  const problem = create.error ? readProblem(create.error) : null;

  useEffect(() => {
    const name = form.current?.elements.namedItem('name');
    if (name instanceof HTMLInputElement) name.focus();
  }, []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const here = event.currentTarget;
    const scopes = scopesOf(choice, role, chosen);
    setIsNoneChosen(scopes.length === 0);
    if (create.isPending || !checkAll(here) || scopes.length === 0) return;
    create.mutate(
      { slug, name: values.name, scopes, expiresInDays: Number(days) },
      { onError: (error) => showErrors(here, readProblem(error).fields) },
    );
  }

  if (create.data) return <NewToken {...create.data} name={values.name} onDone={onClose} />;
  return (
    <form className="form" noValidate onSubmit={submit} ref={form} style={{ maxWidth: 760 }}>
      <div style={{ maxWidth: 376 }}>
        <TextField label="What is it for?" hint="Nightly build, say." autoComplete="off" {...field('name')} />
      </div>
      <div className="field" style={{ maxWidth: 200 }}>
        <label className="label" htmlFor={id}>
          How long does it live?
        </label>
        <Choice id={id} value={days} onValue={setDays}>
          {Object.entries(LIVES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Choice>
      </div>
      <TokenScopes
        role={role}
        choice={choice}
        chosen={chosen}
        onChoice={setChoice}
        onToggle={(action) =>
          setChosen((before) =>
            before.includes(action) ? before.filter((one) => one !== action) : [...before, action],
          )
        }
      />
      <ProblemNote>
        {isNoneChosen
          ? 'Tick at least one scope.'
          : problem && !problem.fields['/name']
            ? problem.says
            : null}
      </ProblemNote>
      <div className="actions" style={{ marginTop: 0 }}>
        <Button type="submit" look="primary" isBusy={create.isPending}>
          {create.isPending ? 'Making it' : 'Make the token'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </form>
  );
}
