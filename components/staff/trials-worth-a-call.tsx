import Link from 'next/link';
import { formatNumber } from '#components/ui/format-number.ts';
import { LiveTime } from '#components/ui/live-time.tsx';
import type { CallTrial } from '#lib/contract/sales.ts';
import type { CallSign } from '#lib/domain/trials-worth-a-call.ts';

/** A row for each trial: why it is worth a call, and until when. */
export function TrialsWorthACall({ trials, now }: { trials: readonly CallTrial[]; now: number }) {
  return (
    <table className="table list-table stack-tablet">
      <thead>
        <tr>
          <th scope="col">Trial</th>
          <th scope="col">Team</th>
          <th scope="col">Why</th>
          <th scope="col" className="num">
            Checks, 7 days
          </th>
          <th scope="col" className="num">
            7 days before
          </th>
          <th scope="col" style={{ paddingRight: 0 }}>
            Ends
          </th>
        </tr>
      </thead>
      <tbody>
        {trials.map((trial) => (
          <tr key={trial.id}>
            <th scope="row">
              <Link className="name" href={`/staff/licenses/${trial.id}`}>
                {trial.name}
              </Link>
              <code className="small">{trial.id}</code>
            </th>
            <td data-label="Team" className="wide">
              <Link href={`/staff/teams/${trial.team}`}>{trial.teamName}</Link>
            </td>
            <td data-label="Why" className="wide">
              <ul>
                {trial.signs.map((sign) => (
                  <li key={sign}>{says(sign, trial)}</li>
                ))}
              </ul>
            </td>
            <td data-label="Checks, 7 days" className="num">
              {formatNumber(trial.checks)}
            </td>
            <td data-label="7 days before" className="num">
              {formatNumber(trial.checksBefore)}
            </td>
            <td data-label="Ends" style={{ paddingRight: 0 }}>
              <LiveTime at={Date.parse(trial.endsAt)} show="relative" drawnAt={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function says(sign: CallSign, { triedBefore, colleagues }: CallTrial): string {
  switch (sign) {
    case 'tried-before':
      return `Another team tried ${triedBefore.slice(0, 2).join(', ')}${triedBefore.length > 2 ? ` and ${triedBefore.length - 2} more` : ''} before`;
    case 'checks-rising':
      return 'Checks are rising';
    case 'colleagues':
      return `${colleagues} people work on it`;
    case 'real-identifier':
      return 'Runs in a real app';
  }
}
