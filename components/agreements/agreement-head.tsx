import './agreement.css';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { Id } from '#components/ui/id.tsx';
import { State } from '#components/ui/state.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import { agreementAnswer, CAUSE_WORDS } from './agreement-answer.ts';
import { sayDay, type VendorTime } from './say-moment.ts';

type Props = {
  agreement: Agreement;
  place: string;
  time: VendorTime;
  live: ReactNode;
  actions?: ReactNode;
};

/** Whose agreement this is, until when it holds, and what can be done. */
export function AgreementHead({ agreement, place, time, live, actions }: Props) {
  const isStaff = place === '/staff';
  const answer = agreementAnswer(agreement, { ...time, isStaff });
  const { termination, amendment } = agreement;
  return (
    <>
      <Crumbs
        trail={[{ href: `${place}/agreements`, name: 'Agreements' }]}
        here={agreement.number}
        end={live}
      />
      <div className="title">
        <h1 style={{ overflowWrap: 'anywhere' }}>{agreement.title}</h1>
        <span className="meta">
          <Id value={agreement.number} label="agreement number" />
          {isStaff ? (
            <span>
              With <Link href={`/staff/teams/${agreement.team}`}>{agreement.teamName}</Link>
            </span>
          ) : null}
          <span>
            {Date.parse(agreement.startsAt) > time.now ? 'from' : 'since'}{' '}
            {sayDay(agreement.startsOn, time.now)}
          </span>
        </span>
      </div>
      <section className="answer agreement-answer" aria-label="State">
        <div aria-live="polite">
          <State of={agreement.state} />
          <p className="big">{answer.headline}</p>
          <p>
            <b>{answer.at}.</b> {answer.says} {answer.next}
          </p>
          {termination && termination.noticeServedAt === null ? (
            <p className="hint bad" style={{ marginTop: 8 }}>
              <TriangleAlert aria-hidden="true" />
              <span>
                Notice of {CAUSE_WORDS[termination.cause]} is stored and shown to the team, and not served
                yet: no mail server has accepted its mail. Nothing ends before.
              </span>
            </p>
          ) : null}
          {amendment ? (
            <p className="hint" style={{ marginTop: 8 }}>
              <TriangleAlert aria-hidden="true" />
              <span>
                An amendment that takes something away{' '}
                {amendment.effectiveAt === null
                  ? 'waits for its notice to be served.'
                  : 'waits for its moment. See the notices below.'}
              </span>
            </p>
          ) : null}
        </div>
        {actions ? <div className="actions">{actions}</div> : null}
      </section>
    </>
  );
}
