'use client';

import { Calendar, CircleCheck, Clock, type LucideIcon, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { Section } from '#components/ui/section.tsx';
import type { Agreement, AgreementNotice } from '#lib/contract/agreements.ts';
import type { NoticeState } from '#lib/domain/agreements.ts';
import { ChangedTerms } from './changed-terms.tsx';
import { NoticeDeliveries } from './notice-deliveries.tsx';
import { NoticeServices } from './notice-services.tsx';
import { sayMoment, type VendorTime } from './say-moment.ts';

const CAUSES: Record<AgreementNotice['cause'], string> = {
  'material-breach': 'Termination for material breach',
  'agreement-terminated': 'Termination',
  'agreement-expired': 'Expiry',
  amendment: 'Amendment',
};

const STATES: Record<NoticeState, { icon: LucideIcon; word: string; tone: string }> = {
  stored: { icon: Clock, word: 'Not served', tone: 's-expiring' },
  served: { icon: Calendar, word: 'Served', tone: 's-scheduled' },
  'in-effect': { icon: OctagonX, word: 'In effect', tone: 's-terminated' },
  cancelled: { icon: CircleCheck, word: 'Cancelled', tone: 's-expired' },
};

const CANCELLED: Record<NonNullable<AgreementNotice['cancelKind']>, string> = {
  cancelled: 'Cancelled',
  cured: 'Breach cured',
  renewed: 'Lifted by renewal',
  replaced: 'Replaced',
};

type Props = {
  agreement: Agreement;
  notices: readonly AgreementNotice[];
  isStaff: boolean;
  time: VendorTime;
  /** What can be done about a notice, by its state. */
  actionsOf?: (notice: AgreementNotice) => ReactNode;
};

/** Every notice there was, the latest first: what it said, whom it reached, when it takes effect. */
export function NoticeList({ agreement, notices, isStaff, time, actionsOf }: Props) {
  return (
    <Section
      title="Notices"
      says={
        notices.length === 0
          ? undefined
          : isStaff
            ? 'A notice is served once a mail server has accepted its mail for an owner or the notice address. What was refused is tried again by itself.'
            : 'What the vendor gave notice of. Nothing takes effect before the agreed notice has run out.'
      }
    >
      {notices.length === 0 ? (
        <EmptyState
          title="No notice yet"
          says="Here each notice is kept with what it said, who received it and when it takes effect."
        />
      ) : (
        <ul className="notices">
          {notices.map((notice) => (
            <NoticeItem
              key={notice.id}
              notice={notice}
              agreement={agreement}
              isStaff={isStaff}
              time={time}
              actions={actionsOf?.(notice)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

type ItemProps = Pick<Props, 'agreement' | 'isStaff' | 'time'> & {
  notice: AgreementNotice;
  actions: ReactNode;
};

function NoticeItem({ notice, agreement, isStaff, time, actions }: ItemProps) {
  const { icon: Icon, word, tone } = STATES[notice.state];
  const { now } = time;
  return (
    <li>
      <div className="head">
        <span className={`state ${tone}`}>
          <Icon aria-hidden="true" />
          {notice.cancelKind === null ? word : CANCELLED[notice.cancelKind]}
        </span>
        <h3>{CAUSES[notice.cause]}</h3>
        <span className="muted">
          given {formatInstant(notice.storedAt, { now })} {givenBy(notice, isStaff)}
        </span>
      </div>
      <p>{momentSentence(notice, time)}</p>
      <p className="letter">{notice.message}</p>
      {notice.terms ? <ChangedTerms change={notice.terms} from={agreement} now={now} /> : null}
      {isStaff ? <NoticeDeliveries deliveries={notice.deliveries} now={now} /> : null}
      {isStaff && notice.services.length > 0 ? (
        <NoticeServices number={agreement.number} services={notice.services} now={now} />
      ) : null}
      {notice.reminders.length > 0 && notice.cancelledAt === null ? (
        <p className="muted small">
          {`Reminders ${notice.reminders
            .map(
              ({ days, at }) =>
                `${days === 1 ? 'a day' : `${days} days`} before, ${Date.parse(at) <= now ? 'passed' : 'on'} ${formatInstant(at, { now })}`,
            )
            .join('; ')}.`}
        </p>
      ) : null}
      {actions}
    </li>
  );
}

function givenBy({ storedBy }: AgreementNotice, isStaff: boolean): string {
  if (!isStaff) return '';
  return storedBy === null ? 'by the system' : `by ${storedBy}`;
}

function momentSentence(notice: AgreementNotice, time: VendorTime): string {
  const { now } = time;
  const served =
    notice.servedAt === null
      ? ''
      : `Served ${formatInstant(notice.servedAt, { now })} ${notice.servedBy === 'other-means' ? 'by other means' : 'by mail'}. `;
  const days = notice.noticeDays === 1 ? 'a day' : `${notice.noticeDays} days`;
  if (notice.cancelledAt !== null) {
    const note = notice.cancelNote === null ? '' : ` Note: ${notice.cancelNote}`;
    return `${served}It came to nothing on ${formatInstant(notice.cancelledAt, { now })}.${note}`;
  }
  if (notice.effectiveAt === null) return `Its notice of ${days} begins when it is served.`;
  const verb = notice.state === 'in-effect' ? 'Took effect' : 'Takes effect';
  return `${served}${verb} ${sayMoment(notice.effectiveAt, time)}.`;
}
