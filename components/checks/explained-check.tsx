'use client';

import '#components/licenses/stack.css';
import { CircleCheck, CircleX } from 'lucide-react';
import { formatDuration } from '#components/ui/format-duration.ts';
import { formatInstant } from '#components/ui/format-instant.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import { State } from '#components/ui/state.tsx';
import type { ExplainedStep, Explanation } from '#lib/contract/explain.ts';
import { REASONS } from '#lib/domain/reasons.ts';
import { isLockCode, isRefusalCode } from '#sdk/protocol/codes.ts';
import { FailedRule } from './failed-rule.tsx';
import { ruleWords, whoWords } from './rule-words.ts';
import { withInstants } from './with-instants.ts';

type Props = {
  told: Explanation;
  /** Of the license: `/acme/licenses/LIC-…`, or the page of staff; null when it does not exist. */
  licensePage: string | null;
  /** Who can register and unlock, where this person cannot; null where they can. */
  greyed: { register: string | null; unlock: string | null };
  supportUrl: string;
  now: number;
  onFixed: () => void;
};

/** A decision: what it is, the first rule that fails with its fix, and every rule beneath. */
export function ExplainedCheck({ told, licensePage, greyed, supportUrl, now, onFixed }: Props) {
  const { decision, steps, given } = told;
  const first = steps.find(({ passed }) => !passed) ?? null;
  return (
    <>
      <section className="answer" aria-label="Decision">
        <div aria-live="polite">
          <State of={stateOf(decision.outcome)} word={wordOf(decision.outcome)} />
          <h2 className="big">{headline(told)}</h2>
          <p>{says(told)}</p>
          {given === null ? null : (
            <p className={given.genuine ? 'muted' : 's-refused'}>
              {given.says}
              {given.issuedAt === undefined ? '' : ` It was given ${formatInstant(given.issuedAt, { now })}.`}
            </p>
          )}
          {first === null ? null : (
            <FailedRule
              step={first}
              told={told}
              licensePage={licensePage}
              greyed={greyed}
              supportUrl={supportUrl}
              now={now}
              onFixed={onFixed}
            />
          )}
          {first === null && licensePage !== null ? (
            <div className="actions">
              <LinkButton href={licensePage}>Open the license</LinkButton>
            </div>
          ) : null}
        </div>
      </section>
      <Section
        title="Rule by rule"
        says="In the order of the decision: the first that fails decides. Those after it are asked too, so that all that is wrong is seen at once."
      >
        <table className="table rules stack-phone">
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Expected</th>
              <th scope="col">Actual</th>
              <th scope="col">Who can fix it</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <Rule key={step.rule} step={step} isDeciding={step === first} now={now} />
            ))}
          </tbody>
        </table>
      </Section>
    </>
  );
}

function Rule({ step, isDeciding, now }: { step: ExplainedStep; isDeciding: boolean; now: number }) {
  const { rule, passed, expected, actual, who } = step;
  return (
    <tr aria-current={isDeciding ? 'step' : undefined}>
      <th scope="row" className="wide">
        <span className={`state ${passed ? 's-active' : 's-locked'}`}>
          {passed ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
          <span className="vh">{passed ? 'Passed: ' : isDeciding ? 'Failed, decides: ' : 'Failed: '}</span>
        </span>{' '}
        {ruleWords(rule)}
      </th>
      <td className="wide" data-label="Expected">
        {withInstants(expected, now)}
      </td>
      <td className="wide" data-label="Actual">
        {withInstants(actual, now)}
      </td>
      <td className="wide" data-label="Who can fix it">
        {whoWords(who)}
      </td>
    </tr>
  );
}

function stateOf(outcome: Explanation['decision']['outcome']) {
  if (outcome === 'lease') return 'active';
  return outcome === 'lock' ? 'locked' : 'refused';
}

function wordOf(outcome: Explanation['decision']['outcome']): string {
  if (outcome === 'lease') return 'Lease';
  return outcome === 'lock' ? 'Lock' : 'Refusal';
}

function headline({ decision: { outcome, code } }: Explanation): string {
  if (outcome === 'lease' || code === null) return 'This check gets a lease';
  const title = isLockCode(code) || isRefusalCode(code) ? REASONS[code].title : code;
  return outcome === 'lock' ? `Locked: ${title.toLowerCase()}` : `Refused: ${title.toLowerCase()}`;
}

function says({ decision }: Explanation): string {
  const { outcome, code, leaseSeconds = 0, graceSeconds = 0, retrySeconds = 0 } = decision;
  if (outcome === 'lease') {
    return `For ${formatDuration(leaseSeconds)} without asking again, then ${formatDuration(graceSeconds)} of grace while the server cannot be reached.`;
  }
  const reason = code !== null && (isLockCode(code) || isRefusalCode(code)) ? REASONS[code].says : '';
  return `${reason} The device may ask again after ${formatDuration(retrySeconds)}.`;
}
