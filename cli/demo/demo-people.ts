import { database } from '#db/client.ts';
import { insertPerson } from '#db/queries/people.ts';
import { insertMembership, insertTeam } from '#db/queries/teams.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import { hashPassword } from '#lib/platform/passwords.ts';
import type { Actor } from '#lib/use-case.ts';

/** What everybody in the demo signs in with. */
export const DEMO_PASSWORD = 'leasehold demo';

export type DemoPerson = { name: string; email: string; role: TeamRole | StaffRole; actor: Actor };
export type DemoTeam = { id: string; slug: string; name: string; people: Record<TeamRole, DemoPerson> };

const TEAM: Readonly<Record<TeamRole, [name: string, email: string]>> = {
  owner: ['Tomas Ek', 'tomas.ek@acme.example'],
  admin: ['Lena Brandt', 'lena.brandt@acme.example'],
  developer: ['Mira Jansen', 'mira.jansen@acme.example'],
  viewer: ['Paul Okafor', 'paul.okafor@acme.example'],
};
const STAFF: Readonly<Record<StaffRole, [name: string, email: string]>> = {
  sales: ['Dana Kovač', 'dana.kovac@vendor.example'],
  support: ['Ines Duarte', 'ines.duarte@vendor.example'],
  operator: ['Luka Horvat', 'luka.horvat@vendor.example'],
};

/** A team with a colleague of each role. */
export async function makeDemoTeam(name: string, now: Instant): Promise<DemoTeam> {
  const slug = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return database().transaction(async (tx) => {
    const id = await insertTeam(tx, { slug, name, now });
    if (id === null) throw new Error(`there is a team ${slug} already`);
    const make = async (role: TeamRole): Promise<DemoPerson> => {
      const [person, email] = TEAM[role];
      const personId = await insertPerson(tx, { email, name: person, passwordHash, staffRole: null, now });
      if (personId === null) throw new Error(`${email} is taken`);
      await insertMembership(tx, id, { personId, role, now });
      return { name: person, email, role, actor: actorOf(personId, { team: [id, role], staffRole: null }) };
    };
    const people = {
      owner: await make('owner'),
      admin: await make('admin'),
      developer: await make('developer'),
      viewer: await make('viewer'),
    };
    return { id, slug, name, people };
  });
}

/** One of staff for each role. */
export async function makeDemoStaff(now: Instant): Promise<Record<StaffRole, DemoPerson>> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  return database().transaction(async (tx) => {
    const make = async (staffRole: StaffRole): Promise<DemoPerson> => {
      const [name, email] = STAFF[staffRole];
      const personId = await insertPerson(tx, { email, name, passwordHash, staffRole, now });
      if (personId === null) throw new Error(`${email} is taken`);
      return { name, email, role: staffRole, actor: actorOf(personId, { team: null, staffRole }) };
    };
    return { sales: await make('sales'), support: await make('support'), operator: await make('operator') };
  });
}

function actorOf(
  personId: string,
  { team, staffRole }: { team: [id: string, role: TeamRole] | null; staffRole: StaffRole | null },
): Actor {
  return {
    kind: 'person',
    personId,
    credentialId: null,
    asker: { kind: 'known', teams: new Map(team ? [team] : []), staffRole, scopes: null },
  };
}
