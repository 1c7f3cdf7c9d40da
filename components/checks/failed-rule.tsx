'use client';

import { Button } from '#components/ui/button.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { ExplainedStep, Explanation } from '#lib/contract/explain.ts';
import { nearMissWords } from './near-miss-words.ts';
import { RegisterRefused } from './register-refused.tsx';
import { ruleWords, whoWords } from './rule-words.ts';
import { withInstants } from './with-instants.ts';

type Props = {
  step: ExplainedStep;
  told: Explanation;
  licensePage: string | null;
  greyed: { register: string | null; unlock: string | null };
  supportUrl: string;
  now: number;
  onFixed: () => void;
};

/** The first rule that fails: what was expected, what there was, what to do and who can, and the fix as a button. */
export function FailedRule({ step, told, licensePage, greyed, supportUrl, now, onFixed }: Props) {
  return (
    <div className="failed-rule">
      <h3>{ruleWords(step.rule)}: no</h3>
      <Facts
        facts={[
          { name: 'Expected', value: withInstants(step.expected, now) },
          { name: 'Actual', value: withInstants(step.actual, now) },
          { name: 'Who can fix it', value: whoWords(step.who) },
        ]}
      />
      <p>
        {told.nearMiss === null || step.rule !== 'app' ? '' : `${nearMissWords(told.nearMiss)} `}
        {step.fix}
      </p>
      <div className="actions">
        <Fix step={step} told={told} licensePage={licensePage} greyed={greyed} onFixed={onFixed} />
        {step.who === 'sales' || step.who === 'support' ? (
          <a className="btn" href={supportUrl}>
            Ask {step.who === 'sales' ? 'sales' : 'support'}
          </a>
        ) : null}
      </div>
    </div>
  );
}

function Fix({ step, told, licensePage, greyed, onFixed }: Omit<Props, 'supportUrl' | 'now'>) {
  if (licensePage === null) return null;
  const isStaffPage = licensePage.startsWith('/staff/');
  if (step.rule === 'app' && told.register !== null && told.license !== null) {
    return (
      <RegisterRefused
        licenseId={told.license.id}
        app={told.register}
        nearMiss={told.nearMiss}
        greyed={greyed.register}
        onDone={onFixed}
      />
    );
  }
  if (step.rule === 'app')
    return (
      <LinkButton href={isStaffPage ? licensePage : `${licensePage}/identifiers`}>
        See the identifiers
      </LinkButton>
    );
  if (step.rule === 'licensee' && !isStaffPage)
    return <LinkButton href={`${licensePage}/key`}>Copy the license key</LinkButton>;
  if (step.rule === 'not-locked' && isStaffPage) {
    return greyed.unlock === null ? (
      <LinkButton href={`${licensePage}/lock`} look="primary">
        Unlock
      </LinkButton>
    ) : (
      <Button greyed={greyed.unlock}>Unlock</Button>
    );
  }
  return <LinkButton href={licensePage}>Open the license</LinkButton>;
}
