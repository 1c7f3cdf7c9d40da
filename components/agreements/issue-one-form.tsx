'use client';

import '#components/licenses/trial-form.css';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useReducer } from 'react';
import { api } from '#components/api.ts';
import { IdentifierGroup } from '#components/licenses/identifier-group.tsx';
import { LeaseThenGrace } from '#components/licenses/lease-then-grace.tsx';
import { PlatformOptions } from '#components/licenses/platform-options.tsx';
import { PLATFORM_WORDS } from '#components/licenses/platform-words.ts';
import { ProductOptions } from '#components/licenses/product-options.tsx';
import {
  changeDraft,
  draftApps,
  draftProblems,
  EMPTY_DRAFT,
  readDraftApp,
  type TrialDraft,
} from '#components/licenses/trial-draft.ts';
import { greyedForStaff } from '#components/staff/greyed-for-staff.ts';
import { Button } from '#components/ui/button.tsx';
import { formatDuration } from '#components/ui/format-duration.ts';
import { Hint } from '#components/ui/hint.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { Product } from '#lib/contract/products.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';
import { readProblem } from '../read-problem.ts';
import { agreementHref } from './agreement-href.ts';
import { productionInput } from './production-input.ts';

type Props = { agreement: Agreement; catalogue: readonly Product[]; role: StaffRole };

/** One production license: all that the agreement covers is ticked, identifiers are validated as typed. */
export function IssueOneForm({ agreement, catalogue, role }: Props) {
  const id = useId();
  const router = useRouter();
  const [draft, change] = useReducer(changeDraft, agreement, startWith);
  const issue = useMutation(api.licenses.create.mutationOptions());
  const problem = issue.error ? readProblem(issue.error) : null;
  const isNothing = draft.products.length === 0 || draft.platforms.length === 0;
  const values = draftApps(draft).flatMap((app) => {
    const reading = readDraftApp(draft, app);
    return reading.kind === 'fine' ? [reading.value] : [];
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (issue.isPending || issue.isSuccess) return;
    change({ do: 'try' });
    const [wrong] = draftProblems(draft);
    if (isNothing || wrong) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`#app-${wrong?.key}`)?.focus());
      return;
    }
    const { input, keys } = productionInput(draft, agreement.number);
    issue.mutate(input, {
      onSuccess: () => {
        router.push(agreementHref(agreement.number));
        router.refresh();
      },
      onError: (error) =>
        change({
          do: 'refuse',
          errors: Object.entries(readProblem(error).fields).map(([pointer, detail]) => ({ pointer, detail })),
          keys,
        }),
    });
  }

  return (
    <form className="trial" noValidate onSubmit={submit}>
      <div>
        <fieldset>
          <legend>Name</legend>
          <TextField
            label={<span className="vh">Name</span>}
            name="name"
            maxLength={100}
            autoComplete="off"
            value={draft.name}
            onValue={(name) => change({ do: 'name', name })}
            error={draft.refused.name}
            hint={`What the team will find it by. Left empty: ${agreement.title}.`}
          />
        </fieldset>
        <fieldset>
          <legend>Products</legend>
          <p className="lead">All that was agreed on is ticked.</p>
          <ProductOptions
            catalogue={catalogue.filter(({ name }) => agreement.products.includes(name))}
            chosen={draft.products}
            useOf={{}}
            describedBy={`${id}-products`}
            onToggle={(product) => change({ do: 'product', product })}
          />
          <FieldProblem
            id={`${id}-products`}
            says={
              draft.refused.products ?? (draft.products.length === 0 ? 'Choose at least one product.' : null)
            }
          />
        </fieldset>
        <fieldset>
          <legend>Platforms</legend>
          <p className="lead">Identifiers can be added later too, by the team itself.</p>
          <PlatformOptions
            available={agreement.platforms}
            chosen={draft.platforms}
            describedBy={`${id}-platforms`}
            onToggle={(platform) => change({ do: 'platform', platform })}
          />
          <FieldProblem
            id={`${id}-platforms`}
            says={
              draft.refused.platforms ??
              (draft.platforms.length === 0 ? 'Choose at least one platform.' : null)
            }
          />
        </fieldset>
        <fieldset>
          <legend>Application identifiers</legend>
          <p className="lead" style={{ marginBottom: 0 }}>
            Only these may ask for a lease. A field that stays empty registers none.
          </p>
          {PLATFORMS.filter((platform) => draft.platforms.includes(platform)).map((platform) => (
            <IdentifierGroup key={platform} platform={platform} draft={draft} onChange={change} />
          ))}
          <FieldProblem id={`${id}-apps`} says={draft.refused.apps ?? null} />
        </fieldset>
      </div>
      <aside className="sum" aria-label="Summary">
        <div className="in">
          <h2>{draft.name.trim() === '' ? agreement.title : draft.name}</h2>
          <p className="muted">
            For {agreement.teamName}, under {agreement.number}
          </p>
        </div>
        <div className="in">
          <dl>
            <dt>Products</dt>
            <dd>{draft.products.join(', ')}</dd>
            <dt>Platforms</dt>
            <dd>{draft.platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', ')}</dd>
            <dt>Identifiers</dt>
            <dd>
              {values.map((value) => (
                <code key={value}>{value}</code>
              ))}
              <span className="muted">
                {agreement.apps + productionInput(draft, '').keys.length} of {agreement.appLimit} agreed on
              </span>
            </dd>
          </dl>
        </div>
        <div className="in">
          <h3>What a device gets</h3>
          <LeaseThenGrace
            leaseSeconds={agreement.leaseSeconds}
            graceSeconds={agreement.graceSeconds}
            says={`then ${formatDuration(agreement.graceSeconds)} grace, if it cannot ask`}
          />
        </div>
        <div className="in">
          <ProblemNote>
            {problem
              ? Object.keys(problem.fields).length > 0
                ? 'The license was not issued. What to fix is said at the fields.'
                : problem.says
              : null}
          </ProblemNote>
          <Button
            type="submit"
            look="primary"
            greyed={greyedForStaff('license.issue', role)}
            isBusy={issue.isPending || issue.isSuccess}
          >
            {issue.isPending || issue.isSuccess ? 'Issuing license' : 'Issue license'}
          </Button>
          <p className="hint">The team is told by mail and finds the key on the license’s page.</p>
        </div>
      </aside>
    </form>
  );
}

function startWith(agreement: Agreement) {
  return agreement.platforms.reduce<TrialDraft>(
    (draft, platform) => changeDraft(draft, { do: 'platform', platform }),
    { ...EMPTY_DRAFT, kind: 'production', products: agreement.products },
  );
}

function FieldProblem({ id, says }: { id: string; says: string | null }) {
  return <div id={id}>{says === null ? null : <Hint tone="bad">{says}</Hint>}</div>;
}
