'use client';

import { type FormEvent, useId, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import type { License } from '#lib/contract/licenses.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { readProblem } from '../read-problem.ts';
import { Choice } from './choice.tsx';
import { IdentifierInput } from './identifier-input.tsx';
import { identifierLabel } from './identifier-label.ts';
import { PLATFORM_WORDS } from './platform-words.ts';
import { type IdentifierReading, readAmong } from './read-identifier.ts';
import { useRegisterApp } from './use-license-apps.ts';
import { WhereToFind } from './where-to-find.tsx';

type Props = {
  license: License;
  greyed: string | null;
  /** What to begin with, from a refused check's link. */
  start: { platform: Platform | null; value: string };
};

/** Registers one identifier, validated as typed by the same rules as in the form for a trial. */
export function AddAppForm({ license, greyed, start }: Props) {
  const id = useId();
  const field = `add-${id}`;
  const [platform, setPlatform] = useState<Platform>(start.platform ?? license.platforms[0] ?? 'android');
  const [typed, setTyped] = useState(start.value);
  const [isSettled, setIsSettled] = useState(start.value !== '');
  const [isTried, setIsTried] = useState(false);
  const register = useRegisterApp(license.id);
  const form = useRef<HTMLFormElement>(null);

  const problem = register.error ? readProblem(register.error) : null;
  const atField = problem?.fields['/value'] ?? null;
  const reading = readingOf();

  function readingOf(): IdentifierReading {
    if (atField !== null) return { kind: 'wrong', message: atField, suggestion: null };
    const read = readAmong(platform, typed, { kind: license.kind, others: license.apps });
    return read.kind === 'empty' && isTried
      ? { kind: 'wrong', message: 'An identifier is needed here.', suggestion: null }
      : read;
  }
  function change(next: string) {
    register.reset();
    setIsTried(false);
    setIsSettled(false);
    setTyped(next);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    if (register.isPending) return;
    setIsTried(true);
    setIsSettled(true);
    if (reading.kind === 'wrong' || reading.kind === 'empty') {
      form.current?.querySelector<HTMLElement>('input.input')?.focus();
      return;
    }
    register.mutate(
      { id: license.id, platform, ...(reading.kind === 'issued' ? {} : { value: typed }) },
      {
        onSuccess: () => {
          change('');
          form.current?.querySelector<HTMLElement>('input.input')?.focus();
        },
      },
    );
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <div className="add-app">
        <div>
          <label className="label" htmlFor={`${field}-platform`}>
            Platform
          </label>
          <Choice
            id={`${field}-platform`}
            value={platform}
            onValue={(value) => {
              const next = license.platforms.find((one) => one === value);
              if (next) setPlatform(next);
              register.reset();
            }}
          >
            {license.platforms.map((one) => (
              <option key={one} value={one}>
                {PLATFORM_WORDS[one].name}
              </option>
            ))}
          </Choice>
        </div>
        <div>
          <Disclosure
            label="Where do I find this?"
            about={`For ${PLATFORM_WORDS[platform].name}`}
            head={
              <label className="label" htmlFor={field}>
                {identifierLabel(platform)
                  .split(', ')[1]
                  ?.replace(/^./, (first) => first.toUpperCase())}
              </label>
            }
            middle={
              <IdentifierInput
                id={field}
                platform={platform}
                typed={typed}
                reading={reading}
                isSettled={isSettled}
                onType={change}
                onSettle={() => setIsSettled(true)}
              />
            }
          >
            <WhereToFind platform={platform} />
          </Disclosure>
          <ProblemNote>{problem !== null && atField === null ? problem.says : null}</ProblemNote>
        </div>
        <div className="pad">
          <Button type="submit" greyed={greyed} isBusy={register.isPending}>
            {platform === 'self-hosted' && typed.trim() === '' ? 'Issue identifier' : 'Register identifier'}
          </Button>
        </div>
      </div>
    </form>
  );
}
