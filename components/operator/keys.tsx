'use client';

import '../licenses/stack.css';
import './operator.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyList, ListedKey } from '#lib/contract/keys.ts';
import { api } from '../api.ts';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Facts } from '../ui/facts.tsx';
import { LiveTime } from '../ui/live-time.tsx';
import { Section } from '../ui/section.tsx';
import { KeyStep, type KeyStepAsked } from './key-step.tsx';
import { KeyTable } from './key-table.tsx';

type Props = { first: KeyList; drawnAt: number };

/** The signing keys: what signs, what comes next, how the key set stands, and the steps that change it. */
export function Keys({ first, drawnAt }: Props) {
  const queries = useQueryClient();
  const [step, setStep] = useState<KeyStepAsked | null>(null);
  const { data } = useQuery({ ...api.keys.list.queryOptions(), initialData: first, staleTime: 30_000 });
  const { keySet } = data;
  if (keySet === null)
    return (
      <>
        <h1>Signing keys</h1>
        <EmptyState title="There are no keys yet" says="The first start of the server makes them." />
      </>
    );

  const rotate = (use: 'answer' | 'license', keys: readonly ListedKey[]) => {
    const next = keys.find(({ state }) => state === 'next');
    return (
      <Button onClick={() => setStep({ kind: 'rotate', use, next: next?.kid ?? null })}>
        {next ? `Sign with ${next.kid}` : 'Publish a next key'}
        <span className="vh"> for {use === 'answer' ? 'answers' : 'license keys'}</span>
      </Button>
    );
  };

  return (
    <>
      <div className="title between">
        <h1>Signing keys</h1>
        <Button greyed={retireGreyed(data, drawnAt)} onClick={() => setStep({ kind: 'retire' })}>
          Retire keys
        </Button>
      </div>
      <p className="muted pretty operator-says">
        Devices believe what these keys sign, because a root vouches for them in the key set.
      </p>
      <Facts
        facts={[
          { name: 'Key set', value: `Version ${keySet.ver}` },
          {
            name: 'It ends',
            value: <LiveTime at={Date.parse(keySet.endsAt)} show="both" drawnAt={drawnAt} />,
          },
          {
            name: 'It lists',
            value: keySet.isCurrent ? 'Just the keys that count' : 'Not yet what was changed',
          },
          { name: 'Root', value: keySet.isRootOnline ? 'Online, signs each day' : 'Offline' },
        ]}
      />
      {keySet.isRootOnline ? null : (
        <div className="op-code">
          <p className="pretty">
            {keySet.isCurrent
              ? 'Before the key set ends, bring a root and run:'
              : 'A change waits for a root: devices do not know of it yet. Bring one and run:'}
          </p>
          <CodeBlock text="npx leasehold keys sign-set --root <file>" label="Sign the key set" />
        </div>
      )}
      <Section title="Answers" says="Sign leases, locks and refusals." aside={rotate('answer', data.answers)}>
        <KeyTable
          label="Keys that sign answers"
          keys={data.answers}
          drawnAt={drawnAt}
          onRevoke={(key) =>
            setStep({ kind: 'revoke', use: 'answer', key, isRootOnline: keySet.isRootOnline })
          }
        />
      </Section>
      <Section
        title="License keys"
        says="Sign the keys that developers put into their apps; they stay listed for years."
        aside={rotate('license', data.licenses)}
      >
        <KeyTable
          label="Keys that sign license keys"
          keys={data.licenses}
          drawnAt={drawnAt}
          onRevoke={(key) =>
            setStep({ kind: 'revoke', use: 'license', key, isRootOnline: keySet.isRootOnline })
          }
        />
      </Section>
      <Section title="Roots" says="What apps pin as trustedKeys: the one in use, then the spare.">
        <CodeBlock text={JSON.stringify(data.roots, null, 1)} label="Public roots" />
      </Section>
      {step ? (
        <KeyStep
          step={step}
          onClose={() => setStep(null)}
          onDone={() => queries.invalidateQueries({ queryKey: api.keys.key() })}
        />
      ) : null}
    </>
  );
}

/** Why no key can be retired now; null when one can. */
function retireGreyed({ answers, licenses }: KeyList, now: number): string | null {
  const retiring = [...answers, ...licenses].filter(({ state }) => state === 'retiring');
  const until = retiring
    .map(({ neededUntil }) => Date.parse(neededUntil ?? ''))
    .filter((at) => !Number.isNaN(at));
  if (retiring.length === 0) return 'No key is retiring. One is after the next rotation.';
  const first = Math.min(...until);
  return first <= now
    ? null
    : `Leases that the retiring key signed may run until ${new Date(first).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
}
