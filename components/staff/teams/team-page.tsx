import '#components/licenses/licenses.css';
import '#components/licenses/stack.css';
import Link from 'next/link';
import type { Api } from '#components/api.ts';
import { LicenseTable } from '#components/licenses/license-table.tsx';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import { Time } from '#components/ui/time.tsx';

type Props = {
  team: Awaited<ReturnType<Api['teams']['read']>>;
  licenses: Awaited<ReturnType<Api['licenses']['list']>>;
  members: Awaited<ReturnType<Api['teams']['members']>>;
  drawnAt: number;
};

/** A customer as staff see it: its licenses, the locked ones first, and its people. */
export function TeamPage({ team, licenses, members, drawnAt }: Props) {
  const sorted = licenses.items.toSorted(
    (a, b) => Number(b.state === 'locked') - Number(a.state === 'locked'),
  );
  const locked = sorted.filter(({ state }) => state === 'locked').length;
  const agreements = [...new Set(licenses.items.flatMap(({ agreement }) => agreement ?? []))];
  const amount = `${licenses.items.length}${licenses.next === null ? '' : ' or more'}`;
  return (
    <>
      <Crumbs trail={[{ href: '/staff/teams', name: 'Teams' }]} here={team.name} />
      <div className="title">
        <h1>{team.name}</h1>
        <span className="meta">
          <code>/{team.slug}</code>
        </span>
      </div>
      <Facts
        facts={[
          { name: 'Licenses', value: amount },
          { name: 'Locked', value: locked },
          { name: 'Members', value: team.members },
          {
            name: 'Agreements',
            value:
              agreements.length === 0 ? (
                'None in use'
              ) : (
                <span className="many">
                  {agreements.map((number, index) => (
                    <span key={number}>
                      {index === 0 ? '' : ', '}
                      <Link href={`/staff/agreements/${encodeURIComponent(number)}`}>{number}</Link>
                    </span>
                  ))}
                </span>
              ),
          },
          { name: 'Since', value: <Time at={team.createdAt} /> },
        ]}
      />
      <Section
        title="Licenses"
        says={
          locked === 0
            ? 'None of them is locked.'
            : `${locked} of them ${locked === 1 ? 'is' : 'are'} locked, and ${locked === 1 ? 'stands' : 'stand'} first.`
        }
        aside={
          licenses.next === null ? null : (
            <LinkButton href={`/staff/search?q=${encodeURIComponent(team.name)}`}>
              Search its licenses
            </LinkButton>
          )
        }
      >
        {sorted.length === 0 ? (
          <EmptyState
            title="No license yet"
            says="Here every license of this team is listed with its state."
          />
        ) : (
          <LicenseTable team="staff" licenses={sorted} drawnAt={drawnAt} />
        )}
      </Section>
      <Section title="People" says="Who belongs to this team, and in which role.">
        <table className="table list-table stack-tablet">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">E-mail</th>
              <th scope="col">Role</th>
              <th scope="col" style={{ paddingRight: 0 }}>
                Since
              </th>
            </tr>
          </thead>
          <tbody>
            {members.items.map((member) => (
              <tr key={member.id}>
                <th scope="row">{member.name}</th>
                <td data-label="E-mail">{member.email}</td>
                <td data-label="Role">{member.role}</td>
                <td data-label="Since" style={{ paddingRight: 0 }}>
                  <Time at={member.joinedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </>
  );
}
