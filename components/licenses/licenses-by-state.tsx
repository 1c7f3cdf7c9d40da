import './stack.css';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { formatRelative } from '#components/ui/format-instant.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import { State } from '#components/ui/state.tsx';
import { Time } from '#components/ui/time.tsx';
import type { License, ListedLicense } from '#lib/contract/licenses.ts';
import { endOfLicense } from './end-of-license.ts';

type Props = { team: string; licenses: readonly ListedLicense[]; hasMore: boolean; now: number };

const ORDER: readonly License['state'][] = [
  'locked',
  'expiring',
  'scheduled',
  'active',
  'not-started',
  'expired',
  'terminated',
  'revoked',
];
const MOST_NAMES = 6;

/** How many licenses are in which state, which they are, and what comes next for them. */
export function LicensesByState({ team, licenses, hasMore, now }: Props) {
  const path = `/${team}/licenses`;
  const [next] = licenses
    .flatMap(({ name, ...license }) => {
      const endsAt = endOfLicense(license);
      return endsAt !== null && Date.parse(endsAt) > now ? [{ name, endsAt }] : [];
    })
    .toSorted((a, b) => a.endsAt.localeCompare(b.endsAt));
  const count = `${licenses.length}${hasMore ? ' or more' : ''} ${licenses.length === 1 ? 'license' : 'licenses'}.`;
  return (
    <Section
      title="Licenses by state"
      says={`${count}${next ? ` The next end is ${next.name}, ${formatRelative(next.endsAt, now)}.` : ''}`}
      aside={
        <LinkButton href={path} size="sm">
          All licenses
          <ArrowRight aria-hidden="true" />
        </LinkButton>
      }
    >
      <table className="table by-state stack-phone">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col" className="num">
              Count
            </th>
            <th scope="col">Licenses</th>
            <th scope="col">Next</th>
          </tr>
        </thead>
        <tbody>
          {ORDER.map((state) => {
            const of = licenses.filter((license) => license.state === state);
            if (of.length === 0) return null;
            return (
              <tr key={state}>
                <th scope="row">
                  <State of={state} />
                </th>
                <td className="num" data-label="Count">
                  {of.length}
                </td>
                <td className="wide" data-label="Licenses">
                  {of.slice(0, MOST_NAMES).map((license, index) => (
                    <span key={license.id}>
                      {index === 0 ? '' : <span className="sep">, </span>}
                      <Link href={`${path}/${license.id}`}>{license.name}</Link>
                    </span>
                  ))}
                  {of.length > MOST_NAMES ? (
                    <>
                      <span className="sep"> and </span>
                      <Link href={`${path}?state=${state}`}>{of.length - MOST_NAMES} more</Link>
                    </>
                  ) : null}
                </td>
                <td data-label="Next" className="wide">
                  <Next of={of} state={state} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function Next({ of, state }: { of: readonly ListedLicense[]; state: License['state'] }) {
  if (state === 'not-started') {
    const first = of.map((license) => license.startsAt).toSorted()[0];
    return first ? (
      <>
        Starts <Time at={first} show="both" />
      </>
    ) : null;
  }
  if (state === 'locked') return 'Locked until the vendor unlocks it';
  const ends = of.flatMap((license) => endOfLicense(license) ?? []).toSorted();
  if (state === 'expired' || state === 'terminated' || state === 'revoked') {
    const last = ends.at(-1);
    return last ? (
      <>
        Ended <Time at={last} show="both" />
      </>
    ) : (
      'Ended'
    );
  }
  const [first] = ends;
  return first ? (
    <>
      Ends <Time at={first} show="both" />
    </>
  ) : (
    'No end set'
  );
}
