import { formatNumber } from '#components/ui/format-number.ts';
import { Legend } from '#components/ui/legend.tsx';
import { Section } from '#components/ui/section.tsx';
import type { CheckCounts } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { BarsADay } from './bars-a-day.tsx';
import { dailyChecks } from './daily-checks.ts';

type Props = { rows: readonly CheckCounts[]; from: Instant; now: Instant };

/** Checks of a license a day, by outcome. */
export function ChecksADay({ rows, from, now }: Props) {
  const days = dailyChecks(rows, { from, to: now });
  const today = days.at(-1);
  return (
    <Section
      title="Checks a day"
      inner
      says={
        today && today.total > 0 ? (
          <>
            <b>
              {counted(today.lease, 'lease')}, {counted(today.refusal, 'refusal')}
              {today.lock > 0 ? `, ${counted(today.lock, 'lock')}` : ''}
            </b>{' '}
            so far today
          </>
        ) : days.some((day) => day.total > 0) ? (
          'No check yet today'
        ) : (
          'No check yet'
        )
      }
      aside={<Legend keys={['lease', 'refusal', 'locked']} />}
    >
      <BarsADay days={days} now={now} />
    </Section>
  );
}

function counted(count: number, noun: string): string {
  return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
