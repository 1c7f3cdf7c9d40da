'use client';

import './requests.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useId, useState } from 'react';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import type { License } from '#lib/contract/licenses.ts';
import { PROMISED_HOURS, REQUEST_TYPES, type RequestType } from '#lib/domain/requests.ts';
import { REQUEST_WORDS } from './request-words.ts';
import { TextAreaField } from './text-area-field.tsx';

type Props = {
  team: string;
  type: RequestType;
  /** The license it is about, where the way led from one. */
  license: License | null;
  licenses: readonly License[];
  greyed: string | null;
};

/** Asks for something: filled in with what the license says, so that a sentence is enough. */
export function RequestForm({ team, type: initial, license, licenses, greyed }: Props) {
  const id = useId();
  const router = useRouter();
  const queries = useQueryClient();
  const [type, setType] = useState(initial);
  const [about, setAbout] = useState(license?.id ?? '');
  const [message, setMessage] = useState('');
  const [missing, setMissing] = useState<string | null>(null);
  const create = useMutation(
    api.requests.create.mutationOptions({
      onSuccess: (request) => {
        queries.invalidateQueries({ queryKey: api.requests.key() });
        router.push(`/${team}/requests/${request.id}`);
      },
    }),
  );
  const chosen = licenses.find((one) => one.id === about);
  const mustName = type === 'unlock' || type === 'extension';

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (create.isPending || greyed) return;
    const isEmpty = message.trim() === '';
    setMissing(isEmpty ? 'Say what you need and by when. A sentence is enough.' : null);
    if (isEmpty || (mustName && about === '')) return;
    create.mutate({ type, team, message: message.trim(), ...(about !== '' && { license: about }) });
  }

  const problem = create.error && readProblem(create.error);
  return (
    <form className="request-form" onSubmit={submit} noValidate>
      <div className="title">
        <h1>{REQUEST_WORDS[type].title}</h1>
      </div>
      <fieldset className="request-types">
        <legend className="label">What do you need</legend>
        {REQUEST_TYPES.map((one) => (
          <label key={one} className={one === type ? 'request-choice on' : 'request-choice'}>
            <input type="radio" name={`${id}-type`} checked={one === type} onChange={() => setType(one)} />
            <span>
              <b>{REQUEST_WORDS[one].noun}</b>
              <span className="muted">{REQUEST_WORDS[one].teaches}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label className="label" htmlFor={`${id}-license`}>
          License
        </label>
        <select
          id={`${id}-license`}
          className="input"
          value={about}
          aria-invalid={mustName && about === '' && missing !== null ? true : undefined}
          onChange={(event) => setAbout(event.currentTarget.value)}
        >
          <option value="">{mustName ? 'Choose the license' : 'None in particular'}</option>
          {licenses.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}, {one.id}
            </option>
          ))}
        </select>
      </div>
      {chosen ? (
        <p className="muted request-known">
          Sent along: {chosen.products.join(', ')} for {chosen.platforms.join(', ')}, with{' '}
          {chosen.apps.length === 1 ? 'one identifier' : `${chosen.apps.length} identifiers`}.
        </p>
      ) : null}
      <TextAreaField
        label="Message"
        value={message}
        onValue={(text) => {
          setMessage(text);
          setMissing(null);
        }}
        onSend={submit}
        error={missing}
        hint={`An answer is promised within ${PROMISED_HOURS[type]} hours. It comes to this page and by mail.`}
        rows={6}
      />
      <ProblemNote>{problem?.says}</ProblemNote>
      <div className="row">
        <Button type="submit" look="primary" greyed={greyed} isBusy={create.isPending}>
          {create.isPending ? 'Sending the request' : 'Send request'}
        </Button>
        <LinkButton href={license ? `/${team}/licenses/${license.id}` : `/${team}/requests`}>
          Cancel
        </LinkButton>
      </div>
    </form>
  );
}
