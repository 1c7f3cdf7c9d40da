import '#components/licenses/license.css';
import { formatDay } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { type DayOfChecks, scaleTop } from './daily-checks.ts';

type Props = { days: readonly DayOfChecks[]; now: Instant };

/** Checks a day as stacked bars; the last day is the running one. Behind them a table of the same numbers. */
export function BarsADay({ days, now }: Props) {
  const top = scaleTop(Math.max(0, ...days.map((day) => day.total)));
  const height = (count: number) => ({ height: `${(count / top) * 100}%` });
  const every = days.length > 10 ? 7 : days.length > 5 ? 2 : 1;
  return (
    <>
      <div className="bars" aria-hidden="true">
        <div className="plot">
          {days.map((day, index) => (
            <span
              key={day.day}
              className={index === days.length - 1 ? 'day today' : 'day'}
              title={titleOf(day, now)}
            >
              {day.lock > 0 ? <i className="l" style={height(day.lock)} /> : null}
              {day.refusal > 0 ? <i className="r" style={height(day.refusal)} /> : null}
              {day.lease > 0 ? <i style={height(day.lease)} /> : null}
            </span>
          ))}
        </div>
        <div className="y">
          <span style={{ top: 0 }}>{short(top)}</span>
          <span style={{ top: '50%' }}>{short(top / 2)}</span>
        </div>
        <div className="x">
          {days.map((day, index) =>
            (days.length - 1 - index) % every === 0 &&
            (index / days.length < 0.94 || index === days.length - 1) ? (
              <span
                key={day.day}
                className={((days.length - 1 - index) / every) % 2 === 1 && every === 7 ? 'opt' : undefined}
                style={
                  index === days.length - 1 && days.length > 5
                    ? { right: 0 }
                    : { left: `${(index / days.length) * 100}%` }
                }
              >
                {formatDay(`${day.day}T00:00:00Z`, { now, weekday: false })}
              </span>
            ) : null,
          )}
        </div>
      </div>
      <div className="vh">
        <table>
          <caption>Checks a day</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Lease</th>
              <th scope="col">Refusal</th>
              <th scope="col">Lock</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <th scope="row">{formatDay(`${day.day}T00:00:00Z`, { now })}</th>
                <td>{formatNumber(day.lease)}</td>
                <td>{formatNumber(day.refusal)}</td>
                <td>{formatNumber(day.lock)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function titleOf({ day, lease, refusal, lock }: DayOfChecks, now: Instant): string {
  return `${formatDay(`${day}T00:00:00Z`, { now })}: ${formatNumber(lease)} leases, ${formatNumber(refusal)} refusals, ${formatNumber(lock)} locks`;
}

function short(value: number): string {
  return value >= 10_000 && value % 500 === 0 ? `${value / 1000}k` : formatNumber(value);
}
