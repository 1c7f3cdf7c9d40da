'use client';

import './members.css';
import type { Member, Team } from '#lib/contract/teams.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { greyedFor } from '../licenses/greyed-for.ts';
import { Facts } from '../ui/facts.tsx';
import { Id } from '../ui/id.tsx';
import { Section } from '../ui/section.tsx';
import { Time } from '../ui/time.tsx';
import { DeleteTeam } from './delete-team.tsx';
import { HandOver } from './hand-over.tsx';
import { LeaveTeam } from './leave-team.tsx';
import { ROLE_WORDS } from './role-words.ts';
import { TeamNameForm } from './team-name-form.tsx';

type Props = { team: Team; role: TeamRole; me: string; members: readonly Member[] };

/** The team itself: its name, who owns it, the way out, its end. */
export function TeamSettings({ team, role, me, members }: Props) {
  const owners = members.filter((member) => member.role === 'owner');
  const isLastOwner = role === 'owner' && owners.length === 1;
  return (
    <>
      <div className="title" style={{ paddingBottom: 16 }}>
        <h1>Settings</h1>
      </div>
      <Facts
        facts={[
          { name: 'Address', value: <Id value={team.slug} label="address" /> },
          { name: 'Members', value: team.members },
          { name: 'Your role', value: ROLE_WORDS[role] },
          { name: 'Owners', value: owners.map(({ name }) => name).join(', ') },
          { name: 'Since', value: <Time at={team.createdAt} show="exact" /> },
        ]}
      />
      <Section
        title="Name"
        says="It is the licensee of the team’s licenses. Devices go on being answered under its former names, so no key and no app has to change. The address stays as it is."
      >
        <TeamNameForm slug={team.slug} name={team.name} greyed={greyedFor('team.rename', role)} />
      </Section>
      <Section
        title="Hand the team over"
        says="Another member becomes an owner, and you an admin. An owner can also make more owners among the members."
      >
        <HandOver
          slug={team.slug}
          heirs={members.filter(({ id }) => id !== me)}
          greyed={greyedFor('team.transfer', role)}
        />
      </Section>
      <Section
        title="Leave the team"
        says="You see nothing of it from then on, and the API tokens you made for it end."
      >
        <LeaveTeam
          slug={team.slug}
          name={team.name}
          greyed={isLastOwner ? 'You are the only owner: make another member an owner first.' : null}
        />
      </Section>
      <Section
        title="Delete the team"
        says="Possible while no production license runs. Everybody is out of it, its trials are revoked and its tokens end. It cannot be undone."
      >
        <DeleteTeam slug={team.slug} name={team.name} greyed={greyedFor('team.delete', role)} />
      </Section>
    </>
  );
}
