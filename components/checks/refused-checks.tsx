'use client';

import { Ban, CircleCheck } from 'lucide-react';
import { formatNumber } from '#components/ui/format-number.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { More } from '#components/ui/more.tsx';
import { Section } from '#components/ui/section.tsx';
import { Time } from '#components/ui/time.tsx';
import type { Refusal } from '#lib/contract/license-acts.ts';
import { explainHref } from './explain-href.ts';
import { RefusalWhy } from './refusal-why.tsx';
import { RegisterRefused } from './register-refused.tsx';

type Props = {
  licenseId: string;
  refusals: readonly Refusal[];
  /** Of the page that explains: `/acme/explain`. */
  explainPage: string;
  /** In what time: "7 days". */
  span: string;
  registerGreyed: string | null;
  most?: number;
  inner?: boolean;
};

/** What was refused, each with why, how often, since when, and the fix as a button. What was put right is told apart. */
export function RefusedChecks({
  licenseId,
  refusals,
  explainPage,
  span,
  registerGreyed,
  most = 5,
  inner = false,
}: Props) {
  const open = refusals.filter(({ isFixed }) => !isFixed);
  const fixed = refusals.filter(({ isFixed }) => isFixed);
  const causes = open.length === 1 ? 'One cause' : `${open.length} causes`;
  const item = (refusal: Refusal) => (
    <li key={`${refusal.code} ${refusal.platform} ${refusal.value}`}>
      <span className="what">
        {refusal.isFixed ? <CircleCheck aria-hidden="true" /> : <Ban aria-hidden="true" />}
        <code>{refusal.value}</code>
      </span>
      <span className="why">
        <RefusalWhy refusal={refusal} /> {formatNumber(refusal.count)}{' '}
        {refusal.count === 1 ? 'time, ' : 'times since '}
        <Time at={refusal.count === 1 ? refusal.lastAt : refusal.since} />.
      </span>
      {refusal.register === null ? (
        <LinkButton href={explainHref(explainPage, licenseId, refusal)} size="sm">
          Explain it
        </LinkButton>
      ) : (
        <RegisterRefused
          licenseId={licenseId}
          app={refusal.register}
          nearMiss={refusal.nearMiss}
          greyed={registerGreyed}
        />
      )}
    </li>
  );
  return (
    <Section
      title="Refused checks"
      inner={inner}
      says={open.length === 0 ? `None in the last ${span}.` : `${causes} in ${span}, most frequent first.`}
    >
      <ul className="fixes">{open.slice(0, most).map(item)}</ul>
      {open.length > most ? (
        <p className="small muted">And {open.length - most} more, on the tab Checks.</p>
      ) : null}
      {fixed.length === 0 ? null : (
        <More summary={`${fixed.length} put right since`}>
          <ul className="fixes put-right">{fixed.slice(0, most).map(item)}</ul>
        </More>
      )}
    </Section>
  );
}
