'use client';

import { useQuery } from '@tanstack/react-query';
import { Ban, Check, Lock, Minus } from 'lucide-react';
import { type Api, api } from '#components/api.ts';
import { ruleWords } from '#components/checks/rule-words.ts';
import { platformName } from '#components/licenses/platform-words.ts';
import { readProblem } from '#components/read-problem.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

type Explanation = Awaited<ReturnType<Api['explain']['check']>>;
type Props = {
  license: string;
  /** What the device would send, as far as it is known; the rest is taken from the last refused check. */
  asked: { app?: string; platform?: Platform };
  /** Explained anew when the license has changed. */
  version: number;
};

/** The decision on a check, rule by rule: those that pass, the one that decides, and how many are left. */
export function Decision({ license, asked, version }: Props) {
  const query = useQuery({
    queryKey: [...api.explain.check.key(), license, asked, version],
    queryFn: ({ signal }) => api.explain.check.call({ license, ...asked }, { signal }),
  });
  if (query.error)
    return (
      <div className="rules">
        <h2>Decision</h2>
        <p className="muted small">{readProblem(query.error).says}</p>
      </div>
    );
  if (!query.data) return null;
  const { steps, request, decision } = query.data;
  const decides = steps.findIndex(({ passed }) => !passed);
  const shown = decides < 0 ? steps : steps.slice(0, decides + 1);
  const left = steps.length - shown.length;
  return (
    <div className="rules">
      <h2>
        Decision for <code>{request.app}</code> on {platformName(request.platform)}, {request.version}
      </h2>
      <ol>
        {shown.map((step) => (
          <Step key={step.rule} step={step} outcome={decision.outcome} />
        ))}
        {left > 0 ? (
          <li className="un">
            <Minus aria-hidden="true" />
            <span>
              {left} more {left === 1 ? 'rule' : 'rules'}
            </span>
            <span>not reached</span>
          </li>
        ) : null}
      </ol>
      {decides < 0 ? (
        <p className="small">The check is answered with a lease.</p>
      ) : decision.outcome === 'lock' ? null : (
        <Fix step={steps[decides]} />
      )}
    </div>
  );
}

function Step({ step, outcome }: { step: Explanation['steps'][number]; outcome: string }) {
  const Icon = step.passed ? Check : outcome === 'lock' ? Lock : Ban;
  return (
    <li className={step.passed ? 'ok' : 'no'}>
      <Icon aria-hidden="true" />
      <span>{ruleWords(step.rule)}</span>
      <span>
        {step.passed ? (
          step.actual
        ) : (
          <>
            {/* The reason and the moment of a lock stand above. */}
            {outcome === 'lock' ? '' : `${step.actual}, `}
            <code>{step.code ?? outcome}</code> decides
          </>
        )}
      </span>
    </li>
  );
}

function Fix({ step }: { step: Explanation['steps'][number] | undefined }) {
  return step?.fix ? <p className="small">{step.fix}</p> : null;
}
