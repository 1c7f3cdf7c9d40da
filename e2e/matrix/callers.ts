import { randomUUID } from 'node:crypto';
import { checkCredentials } from '#lib/accounts/check-credentials.ts';
import { createStaffToken } from '#lib/accounts/create-staff-token.ts';
import { createToken } from '#lib/accounts/create-token.ts';
import { signUp } from '#lib/accounts/sign-up.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import {
  type Action,
  type Asker,
  actionsOfStaffRole,
  actionsOfTeamRole,
  STAFF_ROLES,
  type StaffRole,
  TEAM_ROLES,
  type TeamRole,
} from '#lib/domain/policy.ts';
import { hashPassword } from '#lib/platform/passwords.ts';
import { type Actor, ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { Browser } from '../cookie-jar.ts';
import { type Scene, succeeded } from '../scene.ts';
import type { TestDatabase } from '../test-database.ts';

/** Somebody who asks: how they show who they are, and what the policy must take them for. */
export type Caller = {
  name: string;
  headers: Record<string, string>;
  asker: Asker;
  /** A session of theirs that is not the one that asks. */
  spareSession: string;
  /** A token of theirs in the team, beside the one that asks. */
  ownToken: string | null;
  /** Of a token that was made for one thing alone; null for everybody else. */
  scope: Action | null;
};

const PASSWORD = 'correct horse battery';
const NETWORK = '127.0.0.1';

type Stage = { test: TestDatabase; own: Scene; other: Scene; passwordHash: string };

const nobody = (name: string, headers: Record<string, string> = {}): Caller => ({
  name,
  headers,
  asker: { kind: 'anonymous' },
  spareSession: randomUUID(),
  ownToken: null,
  scope: null,
});

/** Every kind of caller there is, as the product lets them in: real sign-ins, real tokens. */
export async function makeCallers(test: TestDatabase, own: Scene, other: Scene): Promise<Caller[]> {
  const stage = { test, own, other, passwordHash: await hashPassword(PASSWORD) };
  return [
    nobody('anonymous'),
    nobody('a token that is none', { authorization: 'Bearer lh_none' }),
    ...(await members(stage)),
    ...(await staff(stage)),
    ...(await shutOut(stage)),
    ...(await tokensOfTeams(stage)),
    ...(await tokensOfStaff(stage)),
    ...(await tokensWithOneScope(stage)),
  ];
}

async function members(stage: Stage): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const role of TEAM_ROLES) {
    callers.push(await member(stage, { scene: stage.own, role, name: `${role} of the team` }));
    callers.push(await member(stage, { scene: stage.other, role, name: `${role} of another team` }));
  }
  const half = await member(stage, {
    scene: stage.own,
    role: 'owner',
    name: 'owner without the second factor',
  });
  await stage.test
    .sql`update people set totp_encrypted = 'x', totp_confirmed_at = now() where id = ${half.personId}`;
  return [...callers, { ...half, asker: { kind: 'half-known' } }];
}

type Wanted = { scene: Scene; role: TeamRole; name: string };

async function member(
  { test, own, passwordHash }: Stage,
  { scene, role, name }: Wanted,
): Promise<Caller & { personId: string }> {
  const actor = await scene.member(role);
  const session = await signedIn(test, actor, passwordHash);
  const ownToken =
    scene === own && actionsOfTeamRole(role).includes('token.create')
      ? succeeded(await createToken(actor, { team: own.team.slug, scopes: ['all'] })).id
      : null;
  return { name, ...session, asker: actor.asker, ownToken, scope: null };
}

async function staff({ test, own, passwordHash }: Stage): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const role of STAFF_ROLES) {
    const actor = await own.staff(role);
    const session = await signedIn(test, actor, passwordHash);
    await test.sql`update people set totp_encrypted = 'x', totp_confirmed_at = now() where id = ${actor.personId}`;
    await test.sql`update sessions set second_factor_at = now() where person_id = ${actor.personId}`;
    callers.push({ name: role, ...session, asker: actor.asker, ownToken: null, scope: null });
    const bare = await own.staff(role);
    callers.push({
      name: `${role} who has no second factor yet`,
      ...(await signedIn(test, bare, passwordHash)),
      asker: { kind: 'known', teams: new Map(), staffRole: null, withheldRole: role, scopes: null },
      ownToken: null,
      scope: null,
    });
  }
  return callers;
}

/** Those who had a way in, or never got one. */
async function shutOut(stage: Stage): Promise<Caller[]> {
  const { test, own } = stage;
  const suspended = await member(stage, { scene: own, role: 'owner', name: 'suspended' });
  await test.sql`update people set suspended_at = now() where id = ${suspended.personId}`;
  const revoked = await member(stage, { scene: own, role: 'owner', name: 'a session that was ended' });
  await test.sql`delete from sessions where person_id = ${revoked.personId}`;
  const late = await member(stage, { scene: own, role: 'owner', name: 'a session that ran out' });
  await test.sql`update sessions set expires_at = now() where person_id = ${late.personId}`;

  const email = `${randomUUID()}@example.com`;
  await signUp(ANONYMOUS, { email, password: PASSWORD, name: 'Una', team: 'Una' }, { network: NETWORK });
  const result = await checkCredentials({ email, password: PASSWORD, network: NETWORK }, Date.now());
  if (result.ok) throw new Error('somebody unverified could sign in');

  const token = async (change: (id: string) => Promise<unknown>, name: string, now = Date.now()) => {
    const made = await createToken(
      COMMAND,
      { team: own.team.slug, scopes: ['all'], expiresInDays: 1 },
      { now },
    );
    const { id, token: secret } = succeeded(made);
    await change(id);
    return nobody(name, { authorization: `Bearer ${secret}` });
  };
  const left = await own.member('developer');
  const ofLeft = succeeded(await createToken(left, { team: own.team.slug, scopes: ['all'] }));
  await test.sql`delete from memberships where person_id = ${left.personId}`;
  return [
    ...[suspended, revoked, late].map(({ name, headers }) => nobody(name, headers)),
    nobody('unverified'),
    await token(async () => undefined, 'a token that has expired', Date.now() - 2 * DAY_MS),
    await token(
      (id) => test.sql`update api_tokens set revoked_at = now() where id = ${id}`,
      'a revoked token',
    ),
    nobody('a token whose person has left', { authorization: `Bearer ${ofLeft.token}` }),
  ];
}

async function tokensOfTeams({ test, own, other }: Stage): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const scene of [own, other]) {
    for (const role of TEAM_ROLES) {
      const actor = await scene.member(role);
      const name = `token of a ${role} of ${scene === own ? 'the' : 'another'} team`;
      callers.push(await teamToken(test, { scene, actor, role, scopes: ['all'], name }));
    }
  }
  return callers;
}

type TokenWanted = { scene: Scene; actor: Actor; role: TeamRole; scopes: ['all'] | [Action]; name: string };

async function teamToken(
  test: TestDatabase,
  { scene, actor, role, scopes, name }: TokenWanted,
): Promise<Caller> {
  const as = await emailOf(test, actor);
  const { token } = succeeded(await createToken(COMMAND, { team: scene.team.slug, as, scopes }));
  const spare = await createToken(COMMAND, { team: scene.team.slug, as, scopes: ['all'] });
  const inForce = scopes[0] === 'all' ? actionsOfTeamRole(role) : [scopes[0]];
  return {
    name,
    headers: { authorization: `Bearer ${token}` },
    asker: { kind: 'known', teams: new Map([[scene.team.id, role]]), staffRole: null, scopes: inForce },
    spareSession: await sessionRow(test, actor),
    ownToken: succeeded(spare).id,
    scope: scopes[0] === 'all' ? null : scopes[0],
  };
}

async function tokensOfStaff({ test, own }: Stage): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const role of STAFF_ROLES) {
    const actor = await own.staff(role);
    callers.push(await staffToken(test, { actor, role, scopes: ['all'], name: `token of ${role}` }));
  }
  return callers;
}

/** A token for each scope there is: an owner's where an owner has it, else of a role on staff. */
async function tokensWithOneScope({ test, own }: Stage): Promise<Caller[]> {
  const callers: Caller[] = [];
  const owner = await own.member('owner');
  for (const scope of actionsOfTeamRole('owner'))
    callers.push(
      await teamToken(test, {
        scene: own,
        actor: owner,
        role: 'owner',
        scopes: [scope],
        name: `owner's token with ${scope}`,
      }),
    );
  const done = new Set(actionsOfTeamRole('owner'));
  for (const role of STAFF_ROLES) {
    const actor = await own.staff(role);
    for (const scope of actionsOfStaffRole(role).filter((one) => !done.has(one))) {
      done.add(scope);
      callers.push(
        await staffToken(test, { actor, role, scopes: [scope], name: `${role}'s token with ${scope}` }),
      );
    }
  }
  return callers;
}

type StaffTokenWanted = { actor: Actor; role: StaffRole; scopes: ['all'] | [Action]; name: string };

async function staffToken(
  test: TestDatabase,
  { actor, role, scopes, name }: StaffTokenWanted,
): Promise<Caller> {
  const { token } = succeeded(await createStaffToken(COMMAND, { staff: await emailOf(test, actor), scopes }));
  const inForce = scopes[0] === 'all' ? actionsOfStaffRole(role) : [scopes[0]];
  return {
    name,
    headers: { authorization: `Bearer ${token}` },
    asker: { kind: 'known', teams: new Map(), staffRole: role, scopes: inForce },
    spareSession: await sessionRow(test, actor),
    ownToken: null,
    scope: scopes[0] === 'all' ? null : scopes[0],
  };
}

async function signedIn(test: TestDatabase, actor: Actor, passwordHash: string) {
  const [row] = await test.sql`
    update people set password_hash = ${passwordHash} where id = ${actor.personId} returning email`;
  const browser = new Browser();
  await browser.signIn({ email: String(row?.email), password: PASSWORD });
  if (!browser.cookie.includes('session-token')) throw new Error('a caller could not sign in');
  return {
    personId: String(actor.personId),
    headers: { cookie: browser.cookie, origin: 'http://localhost:3000' },
    spareSession: await sessionRow(test, actor),
  };
}

async function sessionRow({ sql }: TestDatabase, { personId }: Actor): Promise<string> {
  const [row] = await sql`insert into sessions (person_id, created_at, last_seen_at, expires_at)
    values (${personId}, now(), now(), now() + interval '1 day') returning id`;
  return String(row?.id);
}

async function emailOf({ sql }: TestDatabase, { personId }: Actor): Promise<string> {
  return String((await sql`select email from people where id = ${personId}`)[0]?.email);
}
