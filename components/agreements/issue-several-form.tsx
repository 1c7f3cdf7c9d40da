'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { api } from '#components/api.ts';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { Button } from '#components/ui/button.tsx';
import { Hint } from '#components/ui/hint.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { Section } from '#components/ui/section.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { useSettled } from '#components/ui/use-settled.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { readProblem } from '../read-problem.ts';
import { agreementHref } from './agreement-href.ts';
import { readLicenseRows } from './license-rows.ts';
import { RowVerdicts } from './row-verdicts.tsx';

type Props = { agreement: Agreement; role: StaffRole };

const EXAMPLE = `name, platform, identifier
Harbor mobile, android, com.harborbank.mobile
Harbor mobile, ios, com.harborbank.Mobile
Harbor web, browser, id.harborbank.com`;

/** Several licenses from a pasted list or a CSV file: a verdict on each first, then all of them or none. */
export function IssueSeveralForm({ agreement, role }: Props) {
  const id = useId();
  const router = useRouter();
  const [text, setText] = useState('');
  const settled = useSettled(text);
  const { rows, errors } = readLicenseRows(settled);
  const input = { number: agreement.number, rows: rows.map(({ row }) => row) };
  const mayAsk = rows.length > 0 && errors.length === 0;
  const preview = useQuery({
    ...api.agreements.previewLicenses.queryOptions({ input }),
    enabled: mayAsk,
    staleTime: 0,
  });
  const issue = useMutation(api.agreements.issueLicenses.mutationOptions());
  const problem = issue.error ? readProblem(issue.error) : preview.error ? readProblem(preview.error) : null;
  const verdict = mayAsk ? preview.data : undefined;
  const greyed =
    greyedForStaff('license.issue', role) ??
    (verdict?.ok && text === settled ? null : 'Every row must be fine first.');

  function submit(event: FormEvent) {
    event.preventDefault();
    if (greyed !== null || issue.isPending || issue.isSuccess) return;
    issue.mutate(input, {
      onSuccess: () => {
        router.push(agreementHref(agreement.number));
        router.refresh();
      },
    });
  }

  return (
    <form noValidate onSubmit={submit} className="form" style={{ paddingTop: 24 }}>
      <div className="several">
        <TextArea
          label="Licenses, a line for each identifier"
          name="rows"
          rows={10}
          isMono
          spellCheck={false}
          placeholder={EXAMPLE}
          value={text}
          onValue={(value) => {
            issue.reset();
            setText(value);
          }}
          hint="Lines with one name are one license. Columns by a head line: name, platform, identifier, environment, products, platforms. What is left out is all that was agreed on."
        />
        <div className="field">
          <label className="label" htmlFor={id}>
            Or a CSV file
          </label>
          <input
            id={id}
            type="file"
            className="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            onChange={async (event) => {
              const [file] = event.currentTarget.files ?? [];
              // As a text area has it: else leaving it would count as typing.
              if (file) setText((await file.text()).replace(/\r\n?/g, '\n'));
            }}
          />
        </div>
      </div>
      <div aria-live="polite">
        {errors.length > 0 ? (
          <ul>
            {errors.map(({ line, says }) => (
              <li key={`${line} ${says}`}>
                <Hint tone="bad">
                  Line {line}: {says}
                </Hint>
              </li>
            ))}
          </ul>
        ) : null}
        {verdict ? (
          <Section
            title={`${rows.length} ${rows.length === 1 ? 'license' : 'licenses'}, nothing is issued yet`}
            says={
              verdict.apps > verdict.appLimit
                ? `These would make ${verdict.apps} identifiers. ${verdict.appLimit} were agreed on: amend the agreement, or issue fewer.`
                : `After it ${verdict.apps} of ${verdict.appLimit} identifiers are registered.`
            }
          >
            <RowVerdicts rows={rows} verdicts={verdict.rows} />
          </Section>
        ) : mayAsk && preview.isFetching ? (
          <p className="muted">Looking at {rows.length} licenses.</p>
        ) : null}
      </div>
      <ProblemNote>{problem?.says}</ProblemNote>
      <div className="actions">
        <Button
          type="submit"
          look="primary"
          greyed={rows.length === 0 ? 'Paste a list or choose a file first.' : greyed}
          isBusy={issue.isPending || issue.isSuccess}
        >
          {rows.length > 1 ? `Issue ${rows.length} licenses` : 'Issue licenses'}
        </Button>
      </div>
    </form>
  );
}
