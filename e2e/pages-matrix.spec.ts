import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Action, POLICY, permit } from '#lib/domain/policy.ts';
import { listLetters } from '#lib/platform/mail-folder.ts';
import { PAGES, type PageSample, type Places } from './matrix/pages.ts';
import { makeTeam, makeVisitors, type Team, type Visitor } from './matrix/visitors.ts';

// Every page × every kind of visitor, by plain requests with real sessions: the outcome is what the table says.
test.describe.configure({ mode: 'serial', timeout: 300_000 });

type Outcome = 'shown' | 'elsewhere' | 'sign-in' | 'second-factor' | 'forbidden' | 'not-found' | 'failed';

const NOWHERE: Places = {
  slug: 'no-such-team',
  license: 'LIC-0000-0000',
  product: 'NoSuchProduct',
  invitation: 'no-such-token',
  letter: 'no-such-letter',
  agreement: 'A-0',
  request: '00000000-0000-4000-8000-000000000000',
};

let places: Places;
let foreign: Places;
let visitors: Visitor[];

test.beforeAll(async () => {
  test.setTimeout(300_000);
  const origin = `http://localhost:${process.env.LEASEHOLD_TEST_PORT ?? '3417'}`;
  const [own, other] = [await makeTeam(origin, 'Acme Inc'), await makeTeam(origin, 'Other Inc')];
  const [letter] = await listLetters(process.env.LEASEHOLD_TEST_DATA ?? '');
  const made = async ({ slug, owner, invitation }: Team): Promise<Places> => {
    const apps = [{ platform: 'android', value: 'com.acme.app' }];
    const trial = { kind: 'trial', team: slug, products: ['BlinkID'], platforms: ['android'], apps };
    const license = String((await owner.call('POST', '/licenses', trial)).id);
    const asked = { type: 'other', license, message: 'How do we begin?' };
    const request = String((await owner.call('POST', '/requests', asked)).id);
    const letterName = letter?.name ?? '';
    return { slug, license, request, invitation, product: 'BlinkID', letter: letterName, agreement: '' };
  };
  places = await made(own);
  foreign = await made(other);
  visitors = await makeVisitors(origin, own, other);
  places.agreement = await makeAgreement(own.slug, 'A-2026-1');
  foreign.agreement = await makeAgreement(other.slug, 'A-2026-2');
});

async function makeAgreement(team: string, number: string): Promise<string> {
  const sales = visitors.find(({ staffRole }) => staffRole === 'sales');
  await sales?.session.call('POST', '/agreements', {
    team,
    number,
    products: ['BlinkID'],
    platforms: ['android'],
    startsOn: '2026-01-01',
    endsOn: '2028-12-31',
    noticeDays: 30,
  });
  return number;
}

type Look = { outcome: Outcome; text: string };

async function look({ session }: Visitor, address: string): Promise<Look> {
  const response = await session.fetch(address);
  const text = await response.text();
  return { outcome: outcomeOf(response, text), text };
}

function outcomeOf({ status, headers }: Response, text: string): Outcome {
  if (status >= 300 && status < 400) return whereTo(headers.get('location') ?? '');
  if (status === 404) return 'not-found';
  if (status !== 200) return 'failed';
  // What was found out only after the page had begun to be sent is told in it.
  const late = /NEXT_REDIRECT;(?:replace|push);([^;]*)/.exec(text)?.[1];
  if (late !== undefined) return whereTo(late);
  if (/NEXT_HTTP_ERROR_FALLBACK;404/.test(text)) return 'not-found';
  return text.includes('data-outcome="forbidden"') ? 'forbidden' : 'shown';
}

function whereTo(location: string): Outcome {
  if (/\/sign-in\?next=/.test(location)) return 'sign-in';
  return /\/two-factor/.test(location) ? 'second-factor' : 'elsewhere';
}

/** By the table, in the world the page is in: who is not of that world is told that there is no such page. */
function expectedFor({ world, asks, leadsOn }: PageSample, visitor: Visitor): Outcome[] {
  const { standing, role, staffRole } = visitor;
  if (world === 'public')
    return ['shown', 'elsewhere', ...(standing === 'known' ? [] : (['second-factor'] as const))];
  if (standing === 'nobody') return ['sign-in'];
  if (standing === 'half-known' || (standing === 'withheld' && world === 'staff')) return ['second-factor'];
  if (world === 'team' && role === null) return ['not-found'];
  if (world === 'staff' && staffRole === null) return ['not-found'];
  if (leadsOn) return ['elsewhere'];
  return [may(asks, visitor, world) ? 'shown' : 'forbidden'];
}

function may(action: Action, { role, staffRole }: Visitor, world: PageSample['world']): boolean {
  const teams = new Map(role === null ? [] : [['own', role]]);
  const asker = { kind: 'known', teams, staffRole, scopes: null } as const;
  return permit(action, asker, world === 'team' ? 'own' : null) === 'allowed';
}

/** The files of all pages, as the table names them. */
function pageFiles(): string[] {
  return readdirSync(join(import.meta.dirname, '../app'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)page\.tsx$/.test(path))
    .map((path) => path.replace(/\/?page\.tsx$/, ''));
}

test('every page says for whom it is', () => {
  expect(Object.keys(PAGES).sort()).toEqual(pageFiles().sort());
});

test('every page does for each visitor what the table says', async () => {
  const wrong: string[] = [];
  for (const [file, page] of Object.entries(PAGES)) {
    for (const visitor of visitors) {
      const { outcome, text } = await look(visitor, page.address(places));
      const expected = expectedFor(page, visitor);
      if (!expected.includes(outcome))
        wrong.push(`${file} for ${visitor.name}: expected ${expected.join(' or ')}, was ${outcome}`);
      if (outcome !== 'shown' || !page.greys) continue;
      const isGreyed = text.includes(POLICY[page.greys].says);
      if (isGreyed === may(page.greys, visitor, page.world))
        wrong.push(`${file} for ${visitor.name}: ${page.greys} is ${isGreyed ? '' : 'not '}greyed`);
    }
  }
  expect(wrong).toEqual([]);
});

/**
 * A page as a browser draws it, without what was asked for. What React streams beside it numbers its rows in the order
 * in which they are ready, which differs from one request to the next.
 */
function drawn(text: string, { slug, license, agreement, request }: Places): string {
  const names = [slug, license, agreement, request].map((name) => new RegExp(name, 'g'));
  return names.reduce(
    (page, name) => page.replace(name, '…'),
    text.replaceAll(/<script[\s\S]*?<\/script>/g, ''),
  );
}

/** Where two texts part, with what stands around: whole pages tell nobody anything. */
function difference(one: string, other: string): string | null {
  if (one === other) return null;
  let at = 0;
  while (one[at] === other[at]) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 80), at + 80);
  return `${around(one)} | ${around(other)}`;
}

test("another team's pages are byte for byte those of a team that does not exist", async () => {
  const stranger = visitors.find(({ name }) => name === 'owner of another team');
  if (!stranger) throw new Error('there is no stranger');
  for (const { world, address } of Object.values(PAGES)) {
    if (world !== 'team') continue;
    const theirs = await look(stranger, address(places));
    const none = await look(stranger, address(NOWHERE));
    expect(difference(drawn(theirs.text, places), drawn(none.text, NOWHERE)), address(places)).toBeNull();
    expect(theirs.text).not.toContain('Acme Inc');
  }
});

test("what is another team's below one's own team is the page of what does not exist", async () => {
  const owner = visitors.find(({ name }) => name === 'owner of the team');
  if (!owner) throw new Error('there is no owner');
  const [theirs, none] = [
    { ...foreign, slug: places.slug },
    { ...NOWHERE, slug: places.slug },
  ];
  for (const { world, address } of Object.values(PAGES)) {
    if (world !== 'team' || address(theirs) === address(places)) continue;
    const shown = await look(owner, address(theirs));
    expect(shown.outcome, address(theirs)).toBe('not-found');
    const absent = await look(owner, address(none));
    expect(difference(drawn(shown.text, theirs), drawn(absent.text, none)), address(theirs)).toBeNull();
    expect(shown.text).not.toContain('com.acme.app');
  }
});
