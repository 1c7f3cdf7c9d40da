import type { ReactNode } from 'react';
import { LeaseThenGrace } from '#components/licenses/lease-then-grace.tsx';
import { PLATFORM_WORDS } from '#components/licenses/platform-words.ts';
import { formatDuration } from '#components/ui/format-duration.ts';
import { formatInstant } from '#components/ui/format-instant.ts';
import { expiryNoticeDueAt } from '#lib/domain/agreements.ts';
import { endOfDay, startOfDay } from '#lib/domain/calendar.ts';
import { sayMoment, type VendorTime } from './say-moment.ts';
import { sayTerm } from './term-words.ts';
import type { TermsDraft, TermsReading } from './terms-draft.ts';

type Props = {
  reading: TermsReading;
  draft: TermsDraft;
  teamName: string | null;
  time: VendorTime;
  /** The action and what stands in its way. */
  children: ReactNode;
};

/** What will be agreed on, with its exact instants: follows the form. */
export function TermsSummary({ reading: { terms }, draft, teamName, time, children }: Props) {
  const { zone, now } = time;
  return (
    <aside className="sum" aria-label="Summary">
      <div className="in">
        <h2>{teamName === null ? 'Agreement' : `Agreement with ${teamName}`}</h2>
        <p className="muted">
          {terms === null
            ? 'Not complete yet'
            : `${formatInstant(startOfDay(terms.startsOn, zone), { now })} to ${sayMoment(endOfDay(terms.endsOn, zone), time)}`}
        </p>
      </div>
      <div className="in">
        <dl>
          <dt>Products</dt>
          <dd>{draft.products.join(', ') || <span className="muted">None chosen yet</span>}</dd>
          <dt>Platforms</dt>
          <dd>
            {draft.platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', ') || (
              <span className="muted">None chosen yet</span>
            )}
          </dd>
          {terms === null ? null : (
            <>
              <dt>Identifiers</dt>
              <dd>up to {sayTerm('appLimit', terms, now)}</dd>
              <dt>Versions</dt>
              <dd>{sayTerm('versionCap', terms, now)}</dd>
              <dt>Notice</dt>
              <dd>{sayTerm('noticeDays', terms, now)}</dd>
              <dt>Expiry notice</dt>
              <dd>
                goes out by itself on {formatInstant(expiryNoticeDueAt({ ...terms, zone }), { now })}, or at
                once if that has passed
              </dd>
            </>
          )}
        </dl>
      </div>
      {terms === null ? null : (
        <div className="in">
          <h3>What a device gets</h3>
          <LeaseThenGrace
            leaseSeconds={terms.leaseSeconds}
            graceSeconds={terms.graceSeconds}
            says={`then ${formatDuration(terms.graceSeconds)} grace, if it cannot ask`}
          />
        </div>
      )}
      <div className="in">{children}</div>
    </aside>
  );
}
