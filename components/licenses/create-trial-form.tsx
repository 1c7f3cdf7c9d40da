'use client';

import './trial-form.css';
import { useMutation } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useReducer } from 'react';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Hint } from '#components/ui/hint.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { MemberError } from '#lib/contract/problems.ts';
import type { Product } from '#lib/contract/products.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { MAX_RUNNING_TRIALS } from '#lib/domain/trials.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';
import { readProblem, type ShownProblem } from '../read-problem.ts';
import { greyedFor } from './greyed-for.ts';
import { IdentifierGroup } from './identifier-group.tsx';
import { PlatformOptions } from './platform-options.tsx';
import { ProductOptions } from './product-options.tsx';
import {
  availablePlatforms,
  changeDraft,
  draftInput,
  draftProblems,
  EMPTY_DRAFT,
  type TrialDraft,
} from './trial-draft.ts';
import { TrialProblem } from './trial-problem.tsx';
import { TrialSummary } from './trial-summary.tsx';
import type { TrialUse } from './trial-use.ts';
import { whatIsMissing } from './what-is-missing.ts';

type Props = {
  team: { slug: string; name: string; role: TeamRole | null };
  catalogue: readonly Product[];
  useOf: Readonly<Record<string, TrialUse>>;
  vendor: { name: string; supportUrl: string };
  /** Ticked from the start. */
  product: string | null;
  drawnAt: number;
};

/** Product, platforms, identifiers; a summary that follows; one action. Nothing typed is lost when it is refused. */
export function CreateTrialForm({ team, catalogue, useOf, vendor, product, drawnAt }: Props) {
  const id = useId();
  const router = useRouter();
  const now = useNow(drawnAt);
  const [draft, change] = useReducer(changeDraft, product, startWith);
  const create = useMutation(api.licenses.create.mutationOptions());
  const missing = whatIsMissing(draft);
  const problem = create.error ? readProblem(create.error) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (create.isPending || create.isSuccess) return;
    change({ do: 'try' });
    if (missing !== null) {
      focusFirst(draft);
      return;
    }
    const { input, keys } = draftInput(draft, team.slug);
    create.mutate(input, {
      onSuccess: (license) => router.push(`/${team.slug}/licenses/${license.id}/first-check`),
      onError: (error) => change({ do: 'refuse', errors: errorsOf(readProblem(error)), keys }),
    });
  }

  return (
    <form className="trial" noValidate onSubmit={submit}>
      <div>
        <fieldset>
          <legend>Product</legend>
          <p className="lead">
            One or more. Your team can run {MAX_RUNNING_TRIALS} trials of each at a time.
          </p>
          <ProductOptions
            catalogue={catalogue}
            chosen={draft.products}
            useOf={useOf}
            describedBy={`${id}-product`}
            onToggle={(one) => change({ do: 'product', product: one })}
          />
          <FieldProblem
            id={`${id}-product`}
            says={
              draft.refused.products ??
              (draft.isTried && draft.products.length === 0 ? 'Choose at least one product.' : null)
            }
          />
        </fieldset>
        <fieldset>
          <legend>Platforms</legend>
          <p className="lead">Each needs at least one identifier below.</p>
          <PlatformOptions
            available={availablePlatforms(draft.products, catalogue)}
            chosen={draft.platforms}
            describedBy={`${id}-platform`}
            onToggle={(platform) => change({ do: 'platform', platform })}
          />
          <FieldProblem
            id={`${id}-platform`}
            says={
              draft.refused.platforms ??
              (draft.isTried && draft.platforms.length === 0 ? 'Choose at least one platform.' : null)
            }
          />
        </fieldset>
        <fieldset>
          <legend>Application identifiers</legend>
          <p className="lead" style={{ marginBottom: 0 }}>
            {draft.platforms.length === 0
              ? 'Choose a platform first: each has its own form of identifier.'
              : 'Only these may ask for a lease.'}
          </p>
          {PLATFORMS.filter((platform) => draft.platforms.includes(platform)).map((platform) => (
            <IdentifierGroup key={platform} platform={platform} draft={draft} onChange={change} />
          ))}
          <FieldProblem id={`${id}-apps`} says={draft.refused.apps ?? null} />
        </fieldset>
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
            hint="What your team calls it, if the product’s name is not enough. It can be changed later."
          />
        </fieldset>
      </div>
      <TrialSummary draft={draft} teamName={team.name} catalogue={catalogue} useOf={useOf} now={now}>
        <ProblemNote>{problem ? <TrialProblem problem={problem} vendor={vendor} /> : null}</ProblemNote>
        <Button
          type="submit"
          look="primary"
          greyed={greyedFor('trial.create', team.role)}
          isBusy={create.isPending || create.isSuccess}
        >
          {create.isPending || create.isSuccess ? 'Creating trial' : 'Create trial'}
        </Button>
        <p className="hint" aria-live="polite">
          {missing === null ? (
            'Devices can check at once.'
          ) : (
            <>
              <TriangleAlert aria-hidden="true" />
              <span>{missing}</span>
            </>
          )}
        </p>
      </TrialSummary>
    </form>
  );
}

function startWith(product: string | null): TrialDraft {
  return product === null ? EMPTY_DRAFT : { ...EMPTY_DRAFT, products: [product] };
}

function FieldProblem({ id, says }: { id: string; says: string | null }) {
  return <div id={id}>{says === null ? null : <Hint tone="bad">{says}</Hint>}</div>;
}

/** Takes the keyboard to what is to be fixed, once the page shows it. */
function focusFirst(draft: TrialDraft) {
  const [app] = draftProblems(draft);
  const selector =
    draft.products.length === 0
      ? 'input[name="products"]:not(:disabled)'
      : draft.platforms.length === 0
        ? 'input[name="platforms"]:not(:disabled)'
        : `#app-${app?.key}`;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

function errorsOf({ fields }: ShownProblem): MemberError[] {
  return Object.entries(fields).map(([pointer, detail]) => ({ pointer, detail }));
}
