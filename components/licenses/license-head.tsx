'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Id } from '#components/ui/id.tsx';
import { notify } from '#components/ui/notify.ts';
import type { License } from '#lib/contract/licenses.ts';
import { readProblem } from '../read-problem.ts';

type Props = { license: License; renameGreyed: string | null };

/** The license's name, which can be changed in place, its License ID, its products and its licensee. */
export function LicenseHead({ license, renameGreyed }: Props) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const pencil = useRef<HTMLDivElement>(null);
  const rename = useMutation(
    api.licenses.rename.mutationOptions({
      onSuccess: (changed) => {
        queries.setQueryData(api.licenses.read.queryKey({ input: { id: license.id } }), changed);
        queries.invalidateQueries({ queryKey: api.licenses.list.key() });
      },
    }),
  );

  function close() {
    setTyped(null);
    rename.reset();
    requestAnimationFrame(() => pencil.current?.querySelector('button')?.focus());
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const name = typed?.trim() ?? '';
    const former = license.name;
    if (name === '' || name === former) return close();
    rename.mutate(
      { id: license.id, name },
      {
        onSuccess: () => {
          close();
          notify(`Renamed to ${name}.`, { undo: () => rename.mutate({ id: license.id, name: former }) });
        },
      },
    );
  }

  const meta = (
    <span className="meta">
      <Id value={license.id} label="License ID" />
      <span>
        {license.products.join(', ')} {license.kind} for {license.licensee}
      </span>
    </span>
  );
  if (typed !== null) {
    return (
      <form className="title renaming" onSubmit={submit}>
        <h1 className="vh">{license.name}</h1>
        <input
          className="input"
          aria-label="Name of the license"
          aria-describedby="rename-says"
          aria-invalid={rename.isError || undefined}
          value={typed}
          maxLength={100}
          // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
          autoFocus
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        />
        <Button type="submit" isBusy={rename.isPending}>
          Save name
        </Button>
        <Button look="plain" onClick={close}>
          Keep as it was
        </Button>
        <span id="rename-says" role="alert" className="hint bad">
          {rename.error ? readProblem(rename.error).says : ''}
        </span>
        {meta}
      </form>
    );
  }
  return (
    <div className="title">
      <div className="row" style={{ gap: 4, minWidth: 0 }} ref={pencil}>
        <h1 style={{ overflowWrap: 'anywhere' }}>{license.name}</h1>
        <Button
          look="icon"
          aria-label="Rename the license"
          greyed={renameGreyed}
          onClick={() => setTyped(license.name)}
        >
          <Pencil aria-hidden="true" />
        </Button>
      </div>
      {meta}
    </div>
  );
}
