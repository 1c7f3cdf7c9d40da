'use client';

import './operator.css';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { Product } from '#lib/contract/products.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { client } from '../api.ts';
import { PLATFORM_WORDS } from '../licenses/platform-words.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { formatDuration } from '../ui/format-duration.ts';
import { Hint } from '../ui/hint.tsx';
import { notify } from '../ui/notify.ts';
import { ProblemNote } from '../ui/problem-note.tsx';
import { TextField } from '../ui/text-field.tsx';
import {
  draftOf,
  NEW_PRODUCT,
  type ProductDraft,
  productInput,
  SECONDS,
  wholeNumber,
} from './product-draft.ts';

const LIST = '/staff/operator/catalogue';

/** A product's terms: a new one's, or those of `product`, which may be renamed. */
export function ProductForm({ product }: { product: Product | null }) {
  const router = useRouter();
  const [draft, setDraft] = useState<ProductDraft>(product ? draftOf(product) : NEW_PRODUCT);
  const [platforms, setPlatforms] = useState<readonly Platform[]>(product?.platforms ?? []);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation({
    mutationFn: (input: Parameters<typeof client.products.add>[0]) =>
      product ? client.products.update({ product: product.name, ...input }) : client.products.add(input),
    onSuccess: (saved) => {
      notify(product ? `${saved.name} is saved.` : `${saved.name} is in the catalogue.`);
      router.push(LIST);
      router.refresh();
    },
    onError: (error) => setErrors(readProblem(error).fields),
  });
  const problem = save.error ? readProblem(save.error) : null;
  const isRenamed = product !== null && draft.name.trim() !== product.name && draft.name.trim() !== '';

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending) return;
    const read = productInput(draft, platforms);
    setErrors(read.ok ? {} : read.errors);
    if (read.ok) save.mutate(read.input);
  }

  const field = (name: keyof ProductDraft) => ({
    name,
    value: draft[name],
    error: errors[`/${name}`],
    onValue: (value: string) => setDraft((before) => ({ ...before, [name]: value })),
  });
  const toggle = (platform: Platform) =>
    setPlatforms((before) =>
      before.includes(platform) ? before.filter((one) => one !== platform) : [...before, platform],
    );

  return (
    <form className="form op-form" noValidate onSubmit={submit}>
      <TextField
        label="Name"
        autoComplete="off"
        hint={
          isRenamed
            ? `Licenses and agreements name it ${draft.name.trim()} at once. Devices that say ${product.name} go on getting leases, also for new licenses.`
            : 'What devices say when they ask, 1 to 40 characters. No two products ever share a name.'
        }
        {...field('name')}
      />
      <TextField
        label="Description"
        autoComplete="off"
        hint="One line, shown where it is chosen."
        {...field('description')}
      />
      <fieldset>
        <legend>Platforms</legend>
        <div className="chks">
          {PLATFORMS.map((platform) => (
            <label key={platform} className="chk">
              <input
                type="checkbox"
                checked={platforms.includes(platform)}
                onChange={() => toggle(platform)}
                aria-describedby={errors['/platforms'] ? 'platforms-error' : undefined}
              />
              {PLATFORM_WORDS[platform].name}
            </label>
          ))}
        </div>
        <div aria-live="polite">
          {errors['/platforms'] ? (
            <Hint id="platforms-error" tone="bad">
              {errors['/platforms']}
            </Hint>
          ) : null}
        </div>
      </fieldset>
      <div className="pair">
        <TextField
          label="Current version"
          autoComplete="off"
          hint="For examples and quick starts: 7.8.1"
          {...field('currentVersion')}
        />
        <TextField
          label="Position"
          inputMode="numeric"
          autoComplete="off"
          hint={product ? 'Where it stands in lists.' : 'Where it stands in lists; empty: last.'}
          {...field('position')}
        />
      </div>
      <TextField
        label="Docs link"
        type="url"
        autoComplete="off"
        hint="Beside the key on a license’s page; may be empty."
        {...field('docsUrl')}
      />
      <h2>Defaults for new licenses, in seconds</h2>
      <p className="muted">
        Licenses that exist keep their numbers; those of an agreement replace these. Lease and grace 60 to
        2,592,000.
      </p>
      <div className="pair">
        {SECONDS.map(({ name, label, most }) => {
          const seconds = wholeNumber(draft[name]);
          return (
            <TextField
              key={name}
              label={label}
              inputMode="numeric"
              autoComplete="off"
              hint={seconds === null || seconds > most ? '60 or more' : formatDuration(seconds)}
              {...field(name)}
            />
          );
        })}
      </div>
      <ProblemNote>{problem && Object.keys(problem.fields).length === 0 ? problem.says : null}</ProblemNote>
      <div className="actions">
        <Button type="submit" look="primary" isBusy={save.isPending}>
          {product ? (isRenamed ? 'Rename and save' : 'Save') : 'Add the product'}
        </Button>
      </div>
    </form>
  );
}
