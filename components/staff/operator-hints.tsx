import { CircleCheck, Mail, ShieldAlert, UserRound } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { StaffMember, StaffSettings } from '#lib/contract/staff.ts';
import { Section } from '../ui/section.tsx';
import './staff.css';

type Props = { people: readonly StaffMember[]; settings: StaffSettings };

/** What an operator should see to among staff; each line says why and leads there. */
export function OperatorHints({ people, settings }: Props) {
  const hints = hintsFor(people, settings);
  return (
    <Section
      title="Staff accounts"
      says="How safely the people on staff sign in, and who is still on the way."
    >
      <ul className="hints">
        {hints.length === 0 ? (
          <li>
            <CircleCheck className="lucide s-active" aria-hidden="true" />
            <span>Everybody on staff has signed in and has a second factor.</span>
          </li>
        ) : null}
        {hints.map(({ key, icon, says }) => (
          <li key={key}>
            {icon}
            <span>{says}</span>
          </li>
        ))}
      </ul>
      <p style={{ marginTop: 16 }}>
        <Link href="/staff/operator/staff">
          {people.length === 1 ? 'See the one person on staff' : `See all ${people.length} on staff`}
        </Link>
      </p>
    </Section>
  );
}

type Hint = { key: string; icon: ReactNode; says: string };

function hintsFor(people: readonly StaffMember[], settings: StaffSettings): Hint[] {
  const warning = <ShieldAlert className="lucide s-expiring" aria-hidden="true" />;
  const without = people.filter(({ state, secondFactor }) => state === 'active' && secondFactor === 'off');
  const invited = people.filter(({ state }) => state === 'invited');
  const hints: Hint[] = [];
  if (settings.secondFactor === 'optional')
    hints.push({
      key: 'optional',
      icon: warning,
      says: 'A second factor is optional for staff here: STAFF_SECOND_FACTOR=required asks everybody for one.',
    });
  if (without.length > 0)
    hints.push({
      key: 'without',
      icon: warning,
      says: `${namesOf(without)} ${without.length === 1 ? 'has' : 'have'} no second factor${
        settings.secondFactor === 'required' ? ' yet, and so no access to these pages' : ''
      }.`,
    });
  if (invited.length > 0)
    hints.push({
      key: 'invited',
      icon: <Mail aria-hidden="true" />,
      says: `${namesOf(invited)} ${invited.length === 1 ? 'has' : 'have'} not set a password yet.`,
    });
  if (settings.activeStaff === 1)
    hints.push({
      key: 'alone',
      icon: <UserRound aria-hidden="true" />,
      says:
        settings.lockSecondPerson === 'optional'
          ? 'You are alone on staff: an emergency lock of a production license takes no second person (LOCK_SECOND_PERSON).'
          : 'You are alone on staff: nobody could approve an emergency lock of a production license. Add somebody, or start with LOCK_SECOND_PERSON=optional.',
    });
  return hints;
}

/** The first three by name, the others by number. */
function namesOf(people: readonly StaffMember[]): string {
  const names = people.slice(0, 3).map(({ name }) => name);
  const rest = people.length - names.length;
  return new Intl.ListFormat('en').format(rest > 0 ? [...names, `${rest} more`] : names);
}
