import Link from 'next/link';
import { RefusalWhy } from '#components/checks/refusal-why.tsx';
import { formatNumber } from '#components/ui/format-number.ts';
import type { Refusal } from '#lib/contract/license-acts.ts';
import type { License } from '#lib/contract/licenses.ts';
import { registerHref } from './register-href.ts';

type Props = { license: License; team: string; refusals: readonly Refusal[] };

/** What was refused instead of the first check, why, and what to fix. */
export function FirstRefusals({ license, team, refusals }: Props) {
  return (
    <div className="body arrive">
      <h3>What was refused</h3>
      <ul className="look small">
        {refusals.slice(0, 3).map((refusal) => {
          const href = registerHref(`/${team}/licenses/${license.id}`, refusal);
          return (
            <li key={`${refusal.code} ${refusal.value}`}>
              <code>{refusal.value}</code>, {formatNumber(refusal.count)}{' '}
              {refusal.count === 1 ? 'time' : 'times'}
              <p className="muted">
                <RefusalWhy refusal={refusal} />
              </p>
              {href === null ? null : <Link href={href}>Register {refusal.value}</Link>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
