'use client';

import './agreement.css';
import '#components/licenses/trial-form.css';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { api } from '#components/api.ts';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { Button } from '#components/ui/button.tsx';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { useNow } from '#components/ui/use-now.ts';
import { useSettled } from '#components/ui/use-settled.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { Product } from '#lib/contract/products.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { readProblem } from '../read-problem.ts';
import { agreementHref } from './agreement-href.ts';
import { AmendmentPane } from './amendment-pane.tsx';
import { changedBy, draftOf, readTerms } from './terms-draft.ts';
import { TermsFields } from './terms-fields.tsx';

type Props = {
  agreement: Agreement;
  catalogue: readonly Product[];
  role: StaffRole;
  zone: string;
  drawnAt: number;
};

/** The terms as they are, to be changed; beside them what would hold at once and what would wait for notice. */
export function AmendForm({ agreement, catalogue, role, zone, drawnAt }: Props) {
  const router = useRouter();
  const time = { zone, now: useNow(drawnAt) };
  const [draft, setDraft] = useState(() => draftOf(agreement));
  const [message, setMessage] = useState('');
  const reading = readTerms(draft, catalogue);
  const { number } = agreement;
  const change = reading.terms === null ? {} : changedBy(reading.terms, agreement);
  const isChanged = Object.keys(change).length > 0;
  const asked = { number, ...change, ...(message.trim() !== '' && { message }) };
  const settled = useSettled(JSON.stringify(asked));
  const preview = useQuery({
    ...api.agreements.previewAmendment.queryOptions({ input: JSON.parse(settled) as typeof asked }),
    enabled: isChanged,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const amend = useMutation(api.agreements.amend.mutationOptions());
  const problem = amend.error ? readProblem(amend.error) : preview.error ? readProblem(preview.error) : null;
  const data = isChanged ? preview.data : undefined;
  const needsNotice = data?.notice != null;
  const page = agreementHref(number);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isChanged || amend.isPending || amend.isSuccess) return;
    amend.mutate(asked, {
      onSuccess: () => {
        router.push(page);
        router.refresh();
      },
    });
  }

  return (
    <>
      <Crumbs
        trail={[
          { href: '/staff/agreements', name: 'Agreements' },
          { href: page, name: number },
        ]}
        here="Amend"
      />
      <div className="title">
        <h1>Amend {agreement.title}</h1>
        <span className="meta">{number}</span>
      </div>
      <form className="trial" noValidate onSubmit={submit}>
        <div>
          <TermsFields
            draft={draft}
            reading={reading}
            refused={problem?.fields ?? {}}
            isTried
            catalogue={catalogue}
            time={time}
            onChange={(changed) => {
              amend.reset();
              setDraft((before) => ({ ...before, ...changed }));
            }}
          />
        </div>
        <aside className="sum" aria-label="What would change">
          <div className="in" aria-live="polite">
            <AmendmentPane agreement={agreement} isChanged={isChanged} preview={data ?? null} time={time} />
          </div>
          {needsNotice ? (
            <div className="in">
              <TextArea
                label="What the customer reads"
                name="message"
                rows={4}
                maxLength={4000}
                value={message}
                onValue={setMessage}
                hint="Left empty, the terms that change are listed."
                error={problem?.fields['/message']}
              />
            </div>
          ) : null}
          <div className="in form">
            <ProblemNote>
              {problem
                ? Object.keys(problem.fields).length > 0
                  ? 'These terms cannot be agreed on. What to fix is said at the fields.'
                  : problem.says
                : null}
            </ProblemNote>
            <Button
              type="submit"
              look={needsNotice ? 'danger' : 'primary'}
              greyed={
                greyedForStaff('agreement.amend', role) ??
                (isChanged
                  ? null
                  : reading.terms === null
                    ? 'Correct the fields first.'
                    : 'Change a term first.')
              }
              isBusy={amend.isPending || amend.isSuccess}
            >
              {needsNotice ? 'Amend and serve notice' : 'Amend agreement'}
            </Button>
            <LinkButton href={page}>Leave as it is</LinkButton>
          </div>
        </aside>
      </form>
    </>
  );
}
