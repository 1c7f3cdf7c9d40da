import { findPerson, type PersonRow } from '#db/queries/people.ts';
import { listTeamsOf, type TeamOfPerson } from '#db/queries/teams.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import { NOTICE_KINDS, type NoticeKind } from '#lib/domain/recipients.ts';
import { type Act, type Actor, done, notFound, useCase } from '#lib/use-case.ts';

export type Me = {
  id: string;
  email: string;
  name: string;
  staffRole: StaffRole | null;
  /** Whether the role on staff does not count in this session, because it needs a second factor and none was given. */
  staffRoleWithheld: boolean;
  secondFactor: 'off' | 'on';
  teams: { slug: string; name: string; role: TeamRole }[];
  mutedNotices: NoticeKind[];
  createdAt: string;
};

/** Who asks: their name, address, role on staff, and teams. Answers `not-found` for a command, which is nobody. */
export const readMe = useCase<unknown, Me, 'not-found'>({
  action: 'me.read',
  async run(act) {
    const me = await findMe(act);
    return me ? done(me) : notFound();
  },
});

/** The person who acts, as the contract shows them. */
export async function findMe({ tx, actor }: Act): Promise<Me | null> {
  if (actor.personId === null) return null;
  const person = await findPerson(tx, actor.personId);
  return person ? meOf(actor, person, await listTeamsOf(tx, person.id)) : null;
}

function meOf({ asker }: Actor, person: PersonRow, teams: TeamOfPerson[]): Me {
  const { id, email, name, staffRole, totpConfirmedAt, mutedNotices, createdAt } = person;
  return {
    id,
    email,
    name,
    staffRole,
    staffRoleWithheld: asker.kind === 'known' && asker.withheldRole !== undefined,
    secondFactor: totpConfirmedAt ? 'on' : 'off',
    teams: teams.map(({ slug, name, role }) => ({ slug, name, role })),
    mutedNotices: NOTICE_KINDS.filter((kind) => mutedNotices.includes(kind)),
    createdAt: createdAt.toISOString(),
  };
}
