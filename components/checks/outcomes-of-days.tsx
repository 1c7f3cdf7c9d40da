import { formatNumber } from '#components/ui/format-number.ts';
import { Legend } from '#components/ui/legend.tsx';
import { Section } from '#components/ui/section.tsx';
import { BarsADay } from './bars-a-day.tsx';
import type { DayOfChecks, Outcomes } from './daily-checks.ts';

type Props = { days: readonly DayOfChecks[]; total: Outcomes; now: number; isFirst: boolean };

const OUTCOMES = [
  { name: 'Lease', member: 'lease', key: 'k-lease' },
  { name: 'Refusal', member: 'refusal', key: 'k-refusal' },
  { name: 'Lock', member: 'lock', key: 'k-locked' },
] as const;

/** Checks of all licenses of a team for 30 days by outcome: a picture, and its sums beside it. */
export function OutcomesOfDays({ days, total, now, isFirst }: Props) {
  const today = days.at(-1);
  const yesterday = days.at(-2);
  return (
    <div className="section cols home-bars" style={isFirst ? { border: 0 } : undefined}>
      <Section
        title="Checks, last 30 days"
        inner
        says={total.total === 0 ? 'No check yet. The first appears here by itself.' : saysOf(today, total)}
        aside={<Legend keys={['lease', 'refusal', 'locked']} />}
      >
        <BarsADay days={days} now={now} />
      </Section>
      <Section title="Outcomes" inner says="Counted by hour, without any personal data.">
        <table className="table outcome">
          <thead>
            <tr>
              <th scope="col">Outcome</th>
              <th scope="col" className="num">
                Today
              </th>
              <th scope="col" className="num">
                Yesterday
              </th>
              <th scope="col" className="num">
                30 days
              </th>
            </tr>
          </thead>
          <tbody>
            {OUTCOMES.map(({ name, member, key }) => (
              <tr key={member}>
                <th scope="row">
                  <i className={`key ${key}`} />
                  {name}
                </th>
                <td className="num">{formatNumber(today?.[member] ?? 0)}</td>
                <td className="num">{formatNumber(yesterday?.[member] ?? 0)}</td>
                <td className="num">{formatNumber(total[member])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </div>
  );
}

function saysOf(today: DayOfChecks | undefined, total: Outcomes) {
  if (today && today.lock > 0)
    return (
      <>
        <b>{formatNumber(today.lock)} answered with a lock today</b>, {formatNumber(total.total)} checks in
        all.
      </>
    );
  if (today && today.refusal > 0)
    return (
      <>
        <b>{formatNumber(today.refusal)} refused today</b>, {formatNumber(total.total)} checks in all.
      </>
    );
  return `${formatNumber(total.total)} ${total.total === 1 ? 'check' : 'checks'}, ${total.refusal + total.lock === 0 ? 'all answered with a lease' : `${formatNumber(total.lease)} answered with a lease`}.`;
}
