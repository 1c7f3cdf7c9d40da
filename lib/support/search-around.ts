import type { Tx } from '#db/client.ts';
import {
  findAgreementsByTextForStaff,
  findLicensesOfAgreementsForStaff,
  findLicensesOfTeamsForStaff,
  findPeopleByTextForStaff,
  findRequestsByTextForStaff,
  findTeamsByTextForStaff,
} from '#db/queries/search.ts';
import {
  listAgreementSummariesForStaff,
  listPersonSummariesForStaff,
  listRequestSummariesForStaff,
  listTeamSummariesForStaff,
  type PersonSummary,
} from '#db/queries/search-details.ts';
import type { SearchMode } from '#db/queries/text-search.ts';
import type { SearchQuery } from '#lib/domain/search-query.ts';
import { bestOf, type Rank } from '#lib/domain/search-rank.ts';
import type { Find } from './search-view.ts';

/** So many of a group are read; more are found by typing more. */
const EACH = 6;
/** Of what fits best, so many lead on to their teams and licenses. */
const LEADING = 3;
const RELATED_LICENSES = 8;

type TeamFind = Extract<Find, { group: 'team' }>;
type PersonFind = Extract<Find, { group: 'person' }>;
type AgreementFind = Extract<Find, { group: 'agreement' }> & { agreementId: string };

/** Teams, people, agreements and requests, and the licenses that a caller who names one of these most likely means. */
export async function findAround(tx: Tx, query: SearchQuery, mode: SearchMode): Promise<Find[]> {
  const { words } = query;
  if (words === '') return [];
  const search = { words, mode, limit: EACH };
  const [teamIds, personIds, agreementIds, requestIds] = await Promise.all([
    findTeamsByTextForStaff(tx, search),
    findPeopleByTextForStaff(tx, search),
    findAgreementsByTextForStaff(tx, search),
    findRequestsByTextForStaff(tx, search),
  ]);
  const [teams, people, agreements, requests] = await Promise.all([
    findTeams(tx, teamIds, words),
    findPeople(tx, personIds, words),
    findAgreements(tx, agreementIds, words),
    findRequests(tx, requestIds, words),
  ]);
  const leadingPeople = leading(people);
  const related = await Promise.all([
    teamsOf(tx, leadingPeople),
    licensesOfTeams(tx, leading(teams)),
    licensesOfPeople(tx, leadingPeople),
    licensesOfAgreements(tx, leading(agreements)),
  ]);
  return [...teams, ...people, ...agreements, ...requests, ...related.flat()];
}

async function findTeams(tx: Tx, ids: readonly string[], words: string): Promise<TeamFind[]> {
  return (await listTeamSummariesForStaff(tx, ids)).map((team) => {
    const best = bestOf(words, [
      { text: team.name, why: 'This is its name.' },
      { text: team.slug, why: `Its address is /${team.slug}.` },
    ]);
    return { group: 'team', key: team.id, rank: best.rank, why: best.why, team };
  });
}

async function findPeople(tx: Tx, ids: readonly string[], words: string): Promise<PersonFind[]> {
  return (await listPersonSummariesForStaff(tx, ids)).map((person) => {
    const best = bestOf(words, [
      { text: person.email, why: 'This is the e-mail address.' },
      { text: person.name, why: `The name is ${person.name}.` },
    ]);
    return { group: 'person', key: person.id, rank: best.rank, why: best.why, person };
  });
}

async function findAgreements(tx: Tx, ids: readonly string[], words: string): Promise<AgreementFind[]> {
  return (await listAgreementSummariesForStaff(tx, ids)).map(({ id, ...agreement }) => {
    const best = bestOf(words, [
      { text: agreement.number, why: 'This is its number.' },
      { text: agreement.title, why: `Its title is ${agreement.title}.` },
    ]);
    const { rank, why } = best;
    return { group: 'agreement', key: agreement.number, rank, why, agreement, agreementId: id };
  });
}

/** A request is opened from the license it is about, or from its team. */
async function findRequests(tx: Tx, ids: readonly string[], words: string): Promise<Find[]> {
  const requests = await listRequestSummariesForStaff(tx, ids);
  const without = requests.filter(({ licenseId }) => licenseId === null).map(({ teamId }) => teamId);
  const teams = await listTeamSummariesForStaff(tx, without);
  return requests.flatMap((request): Find[] => {
    const { rank } = bestOf(words, [{ text: request.subject }]);
    const why = `A request of ${request.teamName}, ${request.state}: ${request.subject}`;
    if (request.licenseId !== null) {
      const { licenseId } = request;
      return [{ group: 'license', key: licenseId, rank, why, licenseId, app: null, request: request.id }];
    }
    const team = teams.find(({ id }) => id === request.teamId);
    return team ? [{ group: 'team', key: team.id, rank, why, team }] : [];
  });
}

const LEADS: readonly Rank[] = ['exact', 'begins', 'word'];

/** Those that lead on: the exact ones, else the few that begin so. */
function leading<T extends { rank: Rank }>(finds: readonly T[]): T[] {
  for (const rank of LEADS) {
    const some = finds.filter((find) => find.rank === rank);
    if (some.length > 0) return some.length <= LEADING ? some : [];
  }
  return [];
}

async function teamsOf(tx: Tx, people: readonly PersonFind[]): Promise<Find[]> {
  const summaries = await listTeamSummariesForStaff(tx, [...teamIdsOf(people)]);
  return summaries.map((team) => {
    const who = people.find(({ person }) => person.teams.some(({ id }) => id === team.id));
    const why = who ? `${who.person.email} is ${roleIn(who.person, team.id)} here.` : '';
    return { group: 'team', key: team.id, rank: 'related', why, team };
  });
}

function roleIn({ teams }: PersonSummary, teamId: string): string {
  const role = teams.find(({ id }) => id === teamId)?.role ?? 'viewer';
  return role === 'owner' || role === 'admin' ? `an ${role}` : `a ${role}`;
}

function teamIdsOf(people: readonly PersonFind[]): Set<string> {
  return new Set(people.flatMap(({ person }) => person.teams.map(({ id }) => id)));
}

async function licensesOfTeams(tx: Tx, teams: readonly TeamFind[]): Promise<Find[]> {
  const ids = teams.map(({ team }) => team.id);
  return (await findLicensesOfTeamsForStaff(tx, ids, RELATED_LICENSES)).map((id) =>
    related(id, 'It belongs to the team that was found.'),
  );
}

async function licensesOfPeople(tx: Tx, people: readonly PersonFind[]): Promise<Find[]> {
  const ids = [...teamIdsOf(people)];
  const [only] = people;
  const who = people.length === 1 && only ? only.person.email : 'those who were found';
  return (await findLicensesOfTeamsForStaff(tx, ids, RELATED_LICENSES)).map((id) =>
    related(id, `It belongs to a team of ${who}.`),
  );
}

async function licensesOfAgreements(tx: Tx, agreements: readonly AgreementFind[]): Promise<Find[]> {
  const ids = agreements.map(({ agreementId }) => agreementId);
  const found = await findLicensesOfAgreementsForStaff(tx, ids, RELATED_LICENSES);
  return found.map(({ id, agreementId }) => {
    const number = agreements.find((one) => one.agreementId === agreementId)?.agreement.number;
    return related(id, `It is issued under ${number ?? 'the agreement'}.`);
  });
}

function related(licenseId: string, why: string): Find {
  return { group: 'license', key: licenseId, rank: 'related', why, licenseId, app: null, request: null };
}
