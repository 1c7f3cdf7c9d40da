import { Ban } from 'lucide-react';
import { registerHref } from '#components/licenses/register-href.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import type { CheckCounts, License } from '#lib/contract/licenses.ts';
import { RefusalWhy } from './refusal-why.tsx';
import { refusalsOf } from './refusals.ts';

type Props = {
  license: License;
  byApp: readonly CheckCounts[];
  byPlatform: readonly CheckCounts[];
  team: string;
};

const MOST = 5;

/** What was refused in the last 7 days, each with why and its fix. */
export function RefusedChecks({ license, byApp, byPlatform, team }: Props) {
  const refusals = refusalsOf({ apps: license.apps, platforms: license.platforms, byApp, byPlatform });
  const causes = refusals.length === 1 ? 'One cause' : `${refusals.length} causes`;
  return (
    <Section
      title="Refused checks"
      inner
      says={refusals.length === 0 ? 'None in the last 7 days.' : `${causes} in 7 days, most frequent first.`}
    >
      <ul className="fixes">
        {refusals.slice(0, MOST).map((refusal) => {
          const href = registerHref({ team, license, refusal });
          return (
            <li key={`${refusal.kind} ${refusal.value}`}>
              <span className="what">
                <Ban aria-hidden="true" />
                <code>{refusal.value}</code>
              </span>
              <span className="why">
                <RefusalWhy refusal={refusal} license={license} /> {formatNumber(refusal.count)}{' '}
                {refusal.count === 1 ? 'time' : 'times'}.
              </span>
              {href === null ? null : (
                <LinkButton href={href} size="sm">
                  Register it
                </LinkButton>
              )}
            </li>
          );
        })}
      </ul>
      {refusals.length > MOST ? (
        <p className="small muted">And {refusals.length - MOST} more, on the tab Checks.</p>
      ) : null}
    </Section>
  );
}
