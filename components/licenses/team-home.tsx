import './licenses.css';
import { Plus } from 'lucide-react';
import { type DayOfChecks, sumOutcomes } from '#components/checks/daily-checks.ts';
import { OutcomesOfDays } from '#components/checks/outcomes-of-days.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { ListedLicense } from '#lib/contract/licenses.ts';
import { type Attention, attentionHeadline, numberWord } from './attention.ts';
import { AttentionList } from './attention-list.tsx';
import { LicensesByState } from './licenses-by-state.tsx';

type Props = {
  team: { slug: string; name: string };
  licenses: readonly ListedLicense[];
  hasMore: boolean;
  attention: readonly Attention[];
  days: readonly DayOfChecks[];
  newTrialGreyed: string | null;
  now: number;
};

/** What needs attention, how checks went, and where the licenses stand. */
export function TeamHome({ team, licenses, hasMore, attention, days, newTrialGreyed, now }: Props) {
  const touched = new Set(attention.map((one) => one.license.id));
  const quiet = licenses.filter((license) => license.state === 'active' && !touched.has(license.id)).length;
  return (
    <>
      <div className="hello">
        <div>
          <h1>{attentionHeadline(attention.length)}</h1>
          <p className="muted">
            {team.name}, {formatInstant(now, { now })}.{' '}
            {quiet === 0
              ? ''
              : quiet === 1
                ? 'One license is active and needs nothing.'
                : `${numberWord(quiet)} licenses are active and need nothing.`}
          </p>
        </div>
        {newTrialGreyed === null ? (
          <LinkButton href={`/${team.slug}/licenses/new`} look="primary">
            <Plus aria-hidden="true" />
            New trial
          </LinkButton>
        ) : (
          <Button greyed={newTrialGreyed}>New trial</Button>
        )}
      </div>
      {attention.length === 0 ? null : <AttentionList team={team.slug} all={attention} now={now} />}
      <OutcomesOfDays days={days} total={sumOutcomes(days)} now={now} isFirst={attention.length > 0} />
      <LicensesByState team={team.slug} licenses={licenses} hasMore={hasMore} now={now} />
    </>
  );
}
