'use client';

import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '#components/api.ts';
import { Choice } from '#components/licenses/choice.tsx';
import { PLATFORM_WORDS } from '#components/licenses/platform-words.ts';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { formatDuration } from '#components/ui/format-duration.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { License } from '#lib/contract/licenses.ts';
import { readProblem } from '../read-problem.ts';

type Props = {
  trial: License;
  /** The agreements of its team that it can be converted under, at least one. */
  agreements: readonly Agreement[];
  onDone: (license: License) => void;
  onClose: () => void;
};

/** What a trial becomes under an agreement, and the button that makes it so. */
export function ConvertDialog({ trial, agreements, onDone, onClose }: Props) {
  const id = useId();
  const [number, setNumber] = useState(agreements[0]?.number ?? '');
  const [covers, setCovers] = useState<'all' | 'as-trial'>('all');
  const convert = useMutation(api.licenses.convert.mutationOptions());
  const problem = convert.error ? readProblem(convert.error) : null;
  const agreement = agreements.find((one) => one.number === number);
  const products = covers === 'all' ? agreement?.products : trial.products;
  const platforms = covers === 'all' ? agreement?.platforms : trial.platforms;
  return (
    <ConfirmDialog
      isOpen
      isDanger={false}
      onClose={onClose}
      title={`Convert ${trial.id} to production`}
      confirm="Convert to production"
      isBusy={convert.isPending}
      problem={problem ? problem.says : null}
      onConfirm={() =>
        convert.mutate(
          {
            id: trial.id,
            agreement: number,
            ...(covers === 'as-trial' && { products: trial.products, platforms: trial.platforms }),
          },
          { onSuccess: onDone },
        )
      }
    >
      <div className="form">
        <p>
          {trial.name} keeps its License ID, its key and its {trial.apps.length}{' '}
          {trial.apps.length === 1 ? 'identifier' : 'identifiers'}. Its end as a trial falls away, and its
          team is told.
        </p>
        {agreements.length > 1 ? (
          <div className="field">
            <label className="label" htmlFor={id}>
              Agreement
            </label>
            <Choice id={id} value={number} onValue={setNumber}>
              {agreements.map((one) => (
                <option key={one.number} value={one.number}>
                  {one.number}, {one.title}
                </option>
              ))}
            </Choice>
          </div>
        ) : null}
        <fieldset className="field">
          <legend>Covers</legend>
          <div className="seg">
            {(
              [
                ['all', 'All that was agreed'],
                ['as-trial', 'What the trial has'],
              ] as const
            ).map(([value, name]) => (
              <label key={value}>
                <input
                  type="radio"
                  name="covers"
                  value={value}
                  checked={covers === value}
                  onChange={() => setCovers(value)}
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
        {agreement && products && platforms ? (
          <p className="muted">
            {`${products.join(', ')} on ${platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', ')}. Leases`}{' '}
            of {formatDuration(agreement.leaseSeconds)}, then {formatDuration(agreement.graceSeconds)} grace.{' '}
            {agreement.number} has {agreement.apps} of {agreement.appLimit} identifiers registered.
          </p>
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
