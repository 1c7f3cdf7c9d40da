import { randomUUID } from 'node:crypto';
import { STAFF_ROLES, type StaffRole, TEAM_ROLES, type TeamRole } from '#lib/domain/policy.ts';
import { leasehold } from '../command.ts';
import { HttpSession } from '../http-session.ts';
import { mailTo } from '../mail-to.ts';
import { appCode } from '../second-factor.ts';

/** Somebody who looks at pages, and what the policy must take them for. */
export type Visitor = {
  name: string;
  session: HttpSession;
  /** The role in the team whose pages are looked at. */
  role: TeamRole | null;
  staffRole: StaffRole | null;
  /** Known wholly, but for a second factor that is owed, but for one that staff must set up, or not at all. */
  standing: 'known' | 'half-known' | 'withheld' | 'nobody';
};

export type Team = { slug: string; owner: HttpSession; invitation: string };

const PASSWORD = 'four plain words here';
const address = (name: string) => `${name}-${randomUUID().slice(0, 8)}@example.com`;
const tokenIn = (link: string) => new URL(link).searchParams.get('token') ?? '';

/** A team whose owner signed up and followed the link, with an invitation that nobody accepts. */
export async function makeTeam(origin: string, name: string): Promise<Team> {
  const session = new HttpSession(origin);
  const email = address('owner');
  await session.call('POST', '/accounts', { email, password: PASSWORD, name: 'Mira Jansen', team: name });
  const { link } = await mailTo(email, /verify/i);
  const { team } = await session.call('POST', '/accounts/verify', { token: tokenIn(link) });
  if (!(await session.signIn(email, PASSWORD))) throw new Error('the owner could not sign in');
  const slug = String(team);
  return {
    slug,
    owner: session,
    invitation: await invite(session, { slug, email: address('open'), role: 'viewer' }),
  };
}

type Invited = { slug: string; email: string; role: TeamRole };

async function invite(owner: HttpSession, { slug, email, role }: Invited): Promise<string> {
  await owner.call('POST', `/teams/${slug}/invitations`, { email, role });
  return new URL((await mailTo(email, /invites you/)).link).pathname.replace('/invite/', '');
}

async function join({ slug, owner }: Team, role: TeamRole): Promise<{ session: HttpSession; email: string }> {
  const email = address(role);
  const token = await invite(owner, { slug, email, role });
  const session = new HttpSession(owner.origin);
  await session.call('POST', '/accounts/invitations/accept', {
    token,
    name: 'Ivo Marin',
    password: PASSWORD,
  });
  if (!(await session.signIn(email, PASSWORD))) throw new Error(`the ${role} could not sign in`);
  return { session, email };
}

/** Every kind of visitor, let in as the product lets people in. */
export async function makeVisitors(origin: string, own: Team, other: Team): Promise<Visitor[]> {
  const visitors: Visitor[] = [nobody('anonymous', new HttpSession(origin))];
  for (const role of TEAM_ROLES) {
    const { session } = await join(own, role);
    visitors.push({ name: `${role} of the team`, session, role, staffRole: null, standing: 'known' });
    const stranger = await join(other, role);
    visitors.push({
      name: `${role} of another team`,
      session: stranger.session,
      role: null,
      staffRole: null,
      standing: 'known',
    });
  }
  for (const role of STAFF_ROLES) {
    const { session } = await makeStaff(origin, role);
    visitors.push({ name: role, session, role: null, staffRole: role, standing: 'known' });
  }
  return [...visitors, ...(await halfWay(origin, own)), ...(await shutOut(origin, own, visitors))];
}

const nobody = (name: string, session: HttpSession): Visitor => ({
  name,
  session,
  role: null,
  staffRole: null,
  standing: 'nobody',
});

async function makeBareStaff(
  origin: string,
  role: StaffRole,
): Promise<{ session: HttpSession; email: string }> {
  const email = address(role);
  const { link } = JSON.parse(await leasehold(['staff', 'add', email, '--role', role, '--json']));
  const session = new HttpSession(origin);
  await session.call('POST', '/accounts/reset', { token: tokenIn(link), password: PASSWORD });
  await session.signIn(email, PASSWORD);
  return { session, email };
}

async function addSecondFactor(session: HttpSession): Promise<void> {
  const { secret } = await session.call('POST', '/me/second-factor', { password: PASSWORD });
  await session.call('POST', '/me/second-factor/enable', { code: appCode(String(secret)) });
}

async function makeStaff(origin: string, role: StaffRole): Promise<{ session: HttpSession; email: string }> {
  const made = await makeBareStaff(origin, role);
  await addSecondFactor(made.session);
  return made;
}

/** Those who have signed in and have still to give a second factor, or to set one up. */
async function halfWay(origin: string, own: Team): Promise<Visitor[]> {
  const careful = await join(own, 'owner');
  await addSecondFactor(careful.session);
  const session = new HttpSession(origin);
  await session.signIn(careful.email, PASSWORD);
  const bare = await makeBareStaff(origin, 'operator');
  return [
    { ...nobody('owner who owes a second factor', session), role: 'owner', standing: 'half-known' },
    { ...nobody('operator without a second factor', bare.session), standing: 'withheld' },
  ];
}

async function shutOut(origin: string, own: Team, visitors: readonly Visitor[]): Promise<Visitor[]> {
  const operator = visitors.find(({ staffRole }) => staffRole === 'operator');
  const suspended = await makeStaff(origin, 'support');
  await operator?.session.call('PATCH', `/staff/${suspended.email}`, { suspended: true });

  const ended = await join(own, 'owner');
  const second = new HttpSession(origin);
  await second.signIn(ended.email, PASSWORD);
  const { items } = (await second.call('GET', '/me/sessions')) as {
    items: { id: string; current: boolean }[];
  };
  for (const { id, current } of items) if (!current) await second.call('DELETE', `/me/sessions/${id}`);

  const unverified = new HttpSession(origin);
  const email = address('unverified');
  await unverified.call('POST', '/accounts', { email, password: PASSWORD, name: 'Una', team: 'Una' });
  if (await unverified.signIn(email, PASSWORD)) throw new Error('somebody unverified could sign in');
  return [
    nobody('suspended', suspended.session),
    nobody('a session that was ended', ended.session),
    nobody('unverified', unverified),
  ];
}
