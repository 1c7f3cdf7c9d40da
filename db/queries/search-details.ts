import { eq, inArray, sql } from 'drizzle-orm';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import type { Handle } from '../client.ts';
import { memberships, people, teams } from '../schema/accounts.ts';
import { agreements } from '../schema/agreements.ts';
import { licenses } from '../schema/licenses.ts';
import { requests } from '../schema/requests.ts';

/** How far licenses and members of one team are counted for a line of a list. */
const COUNTED = 1_000;

export type TeamSummary = {
  id: string;
  slug: string;
  name: string;
  createdAt: Date;
  /** Counted up to a thousand each. */
  licenses: number;
  locked: number;
  members: number;
  openRequests: number;
};

const counted = (rows: ReturnType<typeof sql>) =>
  sql<number>`(select count(*)::int from (${rows} limit ${sql.raw(`${COUNTED}`)}) as counted)`;

/** Written out: drizzle leaves the table's name away where a statement reads one table only. */
const ofTeam = sql.raw('"teams"."id"');

/** What a list says of a team. Indexes: licenses_team, memberships primary key, requests_team. */
export const teamSummary = {
  id: teams.id,
  slug: teams.slug,
  name: teams.name,
  createdAt: teams.createdAt,
  licenses: counted(sql`select from ${licenses} l where l.team_id = ${ofTeam}`).as('licenses'),
  locked:
    sql<number>`(select count(*)::int from (select l.locked_at from ${licenses} l where l.team_id = ${ofTeam}
    limit ${sql.raw(`${COUNTED}`)}) as counted where locked_at is not null)`.as('locked'),
  members: counted(sql`select from ${memberships} m where m.team_id = ${ofTeam}`).as('members'),
  openRequests:
    sql<number>`(select count(*)::int from ${requests} r where r.team_id = ${ofTeam} and r.state in ('open', 'answered'))`.as(
      'open_requests',
    ),
};

/** Index: teams primary key. */
export async function listTeamSummariesForStaff(
  handle: Handle,
  ids: readonly string[],
): Promise<TeamSummary[]> {
  if (ids.length === 0) return [];
  return handle
    .select(teamSummary)
    .from(teams)
    .where(inArray(teams.id, [...ids]));
}

export type PersonSummary = {
  id: string;
  email: string;
  name: string;
  staffRole: StaffRole | null;
  suspended: boolean;
  teams: { id: string; slug: string; name: string; role: TeamRole }[];
};

/** People with the teams they belong to. Indexes: people primary key, memberships_person. */
export async function listPersonSummariesForStaff(
  handle: Handle,
  ids: readonly string[],
): Promise<PersonSummary[]> {
  if (ids.length === 0) return [];
  const rows = await handle
    .select({
      id: people.id,
      email: people.email,
      name: people.name,
      staffRole: people.staffRole,
      suspended: sql<boolean>`${people.suspendedAt} is not null`,
      role: memberships.role,
      teamId: teams.id,
      slug: teams.slug,
      team: teams.name,
    })
    .from(people)
    .leftJoin(memberships, eq(memberships.personId, people.id))
    .leftJoin(teams, eq(teams.id, memberships.teamId))
    .where(inArray(people.id, [...ids]))
    .orderBy(memberships.createdAt);
  const found = new Map<string, PersonSummary>();
  for (const { role, teamId, slug, team, ...person } of rows) {
    const one = found.get(person.id) ?? { ...person, teams: [] };
    found.set(person.id, one);
    if (role && teamId && slug && team !== null) one.teams.push({ id: teamId, slug, name: team, role });
  }
  return [...found.values()];
}

/** Agreements with their team. Index: agreements primary key. */
export async function listAgreementSummariesForStaff(handle: Handle, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return handle
    .select({
      id: agreements.id,
      number: agreements.number,
      title: agreements.title,
      products: agreements.products,
      endsOn: agreements.endsOn,
      lastInstantAt: agreements.lastInstantAt,
      endingEffectiveAt: agreements.endingEffectiveAt,
      team: teams.slug,
      teamName: teams.name,
    })
    .from(agreements)
    .innerJoin(teams, eq(teams.id, agreements.teamId))
    .where(inArray(agreements.id, [...ids]));
}

/** Requests with their team. Index: requests primary key. */
export async function listRequestSummariesForStaff(handle: Handle, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return handle
    .select({
      id: requests.id,
      type: requests.type,
      state: requests.state,
      subject: requests.subject,
      licenseId: requests.licenseId,
      teamId: requests.teamId,
      team: teams.slug,
      teamName: teams.name,
      createdAt: requests.createdAt,
    })
    .from(requests)
    .innerJoin(teams, eq(teams.id, requests.teamId))
    .where(inArray(requests.id, [...ids]));
}
