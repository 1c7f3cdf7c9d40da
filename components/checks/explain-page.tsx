'use client';

import './explain.css';
import { useMutation } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { type FormEvent, useId, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { Choice } from '#components/licenses/choice.tsx';
import { PLATFORM_WORDS } from '#components/licenses/platform-words.ts';
import { readProblem, type ShownProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatSince } from '#components/ui/format-instant.ts';
import { Hint } from '#components/ui/hint.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Explanation } from '#lib/contract/explain.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';
import { type CheckFields, EMPTY_FIELDS, fieldsOf, queryOf, sentOf } from './check-fields.ts';
import { ExplainedCheck } from './explained-check.tsx';
import { readPasted } from './read-pasted.ts';

type Props = {
  /** What the address asks: its License ID and fields, and what that is answered with. */
  license: string;
  fields: CheckFields;
  told: Explanation | null;
  problem: ShownProblem | null;
  /** The page of a license, up to its ID: `/acme/licenses`, `/staff/licenses`. */
  licensesPage: string;
  greyed: { register: string | null; unlock: string | null };
  supportUrl: string;
  drawnAt: number;
};

/** Paste a key, a License ID or an answer, choose what the device would send, and see the decision rule by rule. */
export function ExplainPage(props: Props) {
  const { licensesPage, greyed, supportUrl, drawnAt } = props;
  const path = usePathname();
  const id = useId();
  const result = useRef<HTMLDivElement>(null);
  const [pasted, setPasted] = useState(props.license);
  const [fields, setFields] = useState(props.fields);
  const [told, setTold] = useState(props.told);
  const [missing, setMissing] = useState(false);
  const explain = useMutation(api.explain.check.mutationOptions());
  const problem = explain.error ? readProblem(explain.error) : explain.isIdle ? props.problem : null;
  const atPaste =
    (missing ? 'Paste a license key, a License ID or an answer first.' : null) ??
    problem?.fields['/key'] ??
    problem?.fields['/answer'] ??
    problem?.fields['/license'] ??
    (problem?.code === 'not-found'
      ? 'No license of your teams has this License ID. The key may come from another vendor or installation.'
      : null);
  const isElsewhere =
    problem !== null && atPaste === null && !fieldNames.some((name) => problem.fields[`/${name}`]);

  function ask(next: CheckFields, isMoved: boolean) {
    const named = readPasted(pasted);
    setMissing(named === null);
    if (named === null) return;
    explain.mutate(
      { ...named, ...sentOf(next) },
      {
        onSuccess: (answer) => {
          setTold(answer);
          setFields(fieldsOf(answer.request));
          // The address holds the question and never a key: it is written down in many places.
          window.history.replaceState(null, '', `${path}?${queryOf(answer.request)}`);
          if (isMoved) requestAnimationFrame(() => result.current?.focus());
        },
        onError: () => setTold(null),
      },
    );
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!explain.isPending) ask(fields, true);
  }
  const field = (name: keyof CheckFields, label: string, isMono = true) => (
    <TextField
      label={label}
      isMono={isMono}
      autoComplete="off"
      spellCheck={false}
      value={fields[name]}
      error={problem?.fields[`/${name}`]}
      onValue={(value) => setFields({ ...fields, [name]: value })}
    />
  );
  return (
    <>
      <div className="title">
        <h1>Explain a check</h1>
      </div>
      <p className="muted pretty" style={{ paddingTop: 4 }}>
        What a device would be answered with now, rule by rule. It is never counted as a check, and nothing
        you paste is kept.
      </p>
      <form className="explain form" onSubmit={submit} noValidate>
        <div className="field">
          <label className="label" htmlFor={`${id}-paste`}>
            License key, License ID or an answer
          </label>
          <textarea
            id={`${id}-paste`}
            className="textarea mono"
            rows={3}
            maxLength={4096}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={atPaste ? true : undefined}
            aria-describedby={`${id}-below`}
            value={pasted}
            onChange={(event) => {
              setPasted(event.currentTarget.value);
              setMissing(false);
              // What was filled in belongs to the license before.
              if (told !== null) setFields(EMPTY_FIELDS);
            }}
          />
          <div aria-live="polite">
            <Hint id={`${id}-below`} tone={atPaste ? 'bad' : 'plain'}>
              {atPaste ?? 'What you leave out below is filled in from the last refused check.'}
            </Hint>
          </div>
        </div>
        <fieldset className="sent">
          <legend className="label">What the device sends</legend>
          {field('app', 'Application identifier')}
          <div className="field">
            <label className="label" htmlFor={`${id}-platform`}>
              Platform
            </label>
            <Choice
              id={`${id}-platform`}
              value={fields.platform}
              onValue={(platform) => setFields({ ...fields, platform })}
            >
              <option value="">As last seen</option>
              {PLATFORMS.map((one) => (
                <option key={one} value={one}>
                  {PLATFORM_WORDS[one].name}
                </option>
              ))}
            </Choice>
          </div>
          {field('product', 'Product', false)}
          {field('version', 'Product version')}
          {field('os', 'OS version', false)}
          {field('licensee', 'Licensee', false)}
        </fieldset>
        <ProblemNote>{isElsewhere ? problem.says : null}</ProblemNote>
        <div className="actions">
          <Button type="submit" look="primary" isBusy={explain.isPending}>
            Explain
          </Button>
          <Button onClick={() => setFields(EMPTY_FIELDS)}>Clear what is sent</Button>
        </div>
      </form>
      <div ref={result} tabIndex={-1} className="explained">
        {told === null ? (
          <EmptyState
            title="No check is explained yet"
            says="Here you will see the decision, the first rule that fails with what was expected and who can fix it, and every rule beneath."
          />
        ) : (
          <>
            {told.filledFrom === 'last-refused-check' && told.lastRefusedAt !== null ? (
              <p className="muted small">
                Filled in from the last refused check, {formatSince(told.lastRefusedAt, drawnAt)}.
              </p>
            ) : null}
            <ExplainedCheck
              told={told}
              licensePage={told.license === null ? null : `${licensesPage}/${told.license.id}`}
              greyed={greyed}
              supportUrl={supportUrl}
              now={drawnAt}
              onFixed={() => ask(fields, false)}
            />
          </>
        )}
      </div>
    </>
  );
}

const fieldNames = ['app', 'platform', 'product', 'version', 'os', 'licensee'] as const;
