import type { Tx } from '#db/client.ts';
import { findLicense, type LicenseRow, listApps } from '#db/queries/licenses.ts';
import { findWaitingRequest, insertMessage, insertRequest } from '#db/queries/requests.ts';
import { answerDue, type RequestType, usualSubject } from '#lib/domain/requests.ts';
import { licenseIdOf, locateLicense, teamOf } from '#lib/licensing/locate-license.ts';
import { locateTeam } from '#lib/licensing/locate-team.ts';
import { tell } from '#lib/notices/tell.ts';
import { type Actor, done, failed, useCase } from '#lib/use-case.ts';
import { type RequestTermsView, type RequestWithMessagesView, viewWhole } from './request-view.ts';

export type RequestAsked = {
  type: RequestType;
  team?: string | undefined;
  license?: string | undefined;
  subject?: string | undefined;
  message: string;
  terms?: { [name in keyof RequestTermsView]: RequestTermsView[name] | undefined } | undefined;
};

/**
 * Asks for something: what is known of the license it is about is filled in, staff are told, and an answer is promised.
 * Answers `not-found`, `forbidden`, `invalid-input` (the license is of another team than the one named; an unlock or an
 * extension is about no license), `conflict` (the same waits for an answer already).
 */
export const createRequest = useCase<RequestAsked, RequestWithMessagesView, 'invalid-input' | 'conflict'>({
  action: 'request.create',
  locate: locateSubject,
  run: async ({ tx, actor, now, teamId: located }, { type, license, subject, message, terms, team }) => {
    const teamId = teamOf(located);
    if (actor.personId === null) throw new Error('requests are made by people');
    const about = license === undefined ? null : await findLicense(tx, teamId, licenseIdOf(license));
    if (about && team !== undefined && team !== about.team)
      return wrong('/team', `${about.id} is not a license of ${team}.`);
    if (!about && (type === 'unlock' || type === 'extension'))
      return wrong('/license', 'Name the license it is about.');
    if (about && type === 'extension' && about.kind !== 'trial')
      return wrong('/license', `${about.id} is a production license: it runs as long as its agreement.`);
    const earlier = about && (await findWaitingRequest(tx, teamId, { licenseId: about.id, type }));
    if (earlier) {
      return failed(
        'conflict',
        `Your team asks for this already: "${earlier.subject}". Write there what has changed.`,
      );
    }
    const at = new Date(now);
    const id = await insertRequest(tx, {
      type,
      teamId,
      licenseId: about?.id ?? null,
      state: 'open',
      subject: subject ?? usualSubject(type, about?.name ?? null),
      terms: { ...(about && (await knownOf(tx, about))), ...given(terms) },
      createdAt: at,
      createdBy: actor.personId,
      answerBy: new Date(answerDue(type, now)),
      lastMessageAt: at,
    });
    await insertMessage(tx, { requestId: id, authorId: actor.personId, side: 'team', at, body: message });
    await tell(tx, { notice: 'request-received', subjectId: id, teamId, now });
    return done(await viewWhole(tx, { teamId, id }), {
      subject: { type: 'request', id },
      after: { type, license: about?.id ?? null },
    });
  },
});

/** The license's team, else the team that is named. */
function locateSubject(tx: Tx, { license, team }: RequestAsked, actor: Actor) {
  return license === undefined ? locateTeam(tx, { team }, actor) : locateLicense(tx, { id: license });
}

async function knownOf(tx: Tx, license: LicenseRow): Promise<RequestTermsView> {
  const apps = await listApps(tx, [license.id]);
  return {
    products: license.products,
    platforms: license.platforms,
    apps: apps.slice(0, 200).map(({ platform, value }) => ({ platform, value })),
  };
}

function given(terms: RequestAsked['terms'] = {}): RequestTermsView {
  const { products, platforms, apps, days } = terms;
  return {
    ...(products && { products }),
    ...(platforms && { platforms }),
    ...(apps && { apps }),
    ...(days && { days }),
  };
}

function wrong(pointer: string, detail: string) {
  return failed('invalid-input', detail, [{ pointer, detail }]);
}
