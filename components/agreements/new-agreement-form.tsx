'use client';

import './agreement.css';
import '#components/licenses/trial-form.css';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { Button } from '#components/ui/button.tsx';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { Product } from '#lib/contract/products.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { readProblem } from '../read-problem.ts';
import { agreementHref } from './agreement-href.ts';
import { TeamField } from './team-field.tsx';
import { readTerms, type TermsDraft } from './terms-draft.ts';
import { TermsFields } from './terms-fields.tsx';
import { TermsSummary } from './terms-summary.tsx';

type Props = {
  start: {
    draft: TermsDraft;
    team: { slug: string; name: string } | null;
    /** What it was begun from, in words. */
    from: string | null;
    copyOf?: string | undefined;
    request?: string | undefined;
  };
  catalogue: readonly Product[];
  role: StaffRole;
  zone: string;
  drawnAt: number;
};

/** Team, number and terms; a summary that follows; one action. Nothing typed is lost when it is refused. */
export function NewAgreementForm({ start, catalogue, role, zone, drawnAt }: Props) {
  const router = useRouter();
  const time = { zone, now: useNow(drawnAt) };
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(start.draft);
  const [team, setTeam] = useState(start.team);
  const [number, setNumber] = useState('');
  const [isTried, setIsTried] = useState(false);
  const create = useMutation(api.agreements.create.mutationOptions());
  const problem = create.error ? readProblem(create.error) : null;
  const fields = problem?.fields ?? {};
  const reading = readTerms(draft, catalogue);
  const isMissing = team === null || number.trim() === '' || reading.terms === null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsTried(true);
    if (create.isPending || create.isSuccess) return;
    if (team === null || number.trim() === '' || reading.terms === null) {
      requestAnimationFrame(() =>
        form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .hint.bad')?.focus(),
      );
      return;
    }
    create.mutate(
      {
        number: number.trim(),
        team: team.slug,
        ...reading.terms,
        ...(start.copyOf !== undefined && { copyOf: start.copyOf }),
        ...(start.request !== undefined && { request: start.request }),
      },
      { onSuccess: (made) => router.push(agreementHref(made.number)) },
    );
  }

  return (
    <>
      <Crumbs trail={[{ href: '/staff/agreements', name: 'Agreements' }]} here="New agreement" />
      <div className="title">
        <h1>New agreement</h1>
        {start.from === null ? null : <span className="meta">{start.from}</span>}
      </div>
      <form className="trial" ref={form} noValidate onSubmit={submit}>
        <div>
          <fieldset>
            <legend>With whom</legend>
            <div className="form terms-grid">
              <TeamField
                team={team}
                onTeam={setTeam}
                error={fields['/team'] ?? (isTried && team === null ? 'Choose the team.' : null)}
              />
              <TextField
                label="Number"
                name="number"
                maxLength={60}
                autoComplete="off"
                spellCheck={false}
                value={number}
                onValue={(value) => {
                  create.reset();
                  setNumber(value);
                }}
                error={fields['/number'] ?? (isTried && number.trim() === '' ? 'Give it a number.' : null)}
                hint="As on paper: letters, digits, spaces, dots, hyphens and underscores, like AGR-2026-0088."
              />
            </div>
          </fieldset>
          <TermsFields
            draft={draft}
            reading={reading}
            refused={fields}
            isTried={isTried}
            catalogue={catalogue}
            time={time}
            onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          />
        </div>
        <TermsSummary reading={reading} draft={draft} teamName={team?.name ?? null} time={time}>
          <ProblemNote>
            {problem
              ? Object.keys(fields).length > 0
                ? 'The agreement was not made. What to fix is said at the fields.'
                : problem.says
              : null}
          </ProblemNote>
          <Button
            type="submit"
            look="primary"
            greyed={greyedForStaff('agreement.create', role)}
            isBusy={create.isPending || create.isSuccess}
          >
            {create.isPending || create.isSuccess ? 'Making agreement' : 'Make agreement'}
          </Button>
          <p className="hint" aria-live="polite">
            {isMissing
              ? 'Nothing is made until team, number and terms are complete.'
              : 'Licenses can be issued at once.'}
          </p>
        </TermsSummary>
      </form>
    </>
  );
}
