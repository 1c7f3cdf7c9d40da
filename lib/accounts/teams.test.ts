import { beforeAll, describe, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { type Actor, ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { createTeam } from './create-team.ts';
import { createToken } from './create-token.ts';
import { deleteTeam } from './delete-team.ts';
import { leaveTeam } from './leave-team.ts';
import { listMembers } from './list-members.ts';
import { listTeams } from './list-teams.ts';
import { listTokens } from './list-tokens.ts';
import { readTeam } from './read-team.ts';
import { removeMember } from './remove-member.ts';
import { renameTeam } from './rename-team.ts';
import { revokeToken } from './revoke-token.ts';
import { readTokenActor } from './token-actor.ts';
import { transferTeam } from './transfer-team.ts';
import { updateMember } from './update-member.ts';

const test = useTestDatabase();
beforeAll(() => makeKeys(test));

const code = (expected: string) => ({ ok: false, code: expected });
const idOf = (actor: Actor) => String(actor.personId);
const rolesIn = async (slug: string) => {
  const { items } = succeeded(await listMembers(COMMAND, { slug }));
  return Object.fromEntries(items.map(({ id, role }) => [id, role]));
};
/** The actor as they are now, in this team: roles are read with each request. */
const now = (actor: Actor, teamId: string, role: 'owner' | 'admin' | 'developer' | 'viewer'): Actor => ({
  ...actor,
  asker: { kind: 'known', teams: new Map([[teamId, role]]), staffRole: null, scopes: null },
});

describe('several teams', () => {
  it('are made by anybody, who owns them, and listed with the role in each', async () => {
    const { owner, team } = await makeTeam(test, 'First');
    const made = succeeded(await createTeam(owner, { name: 'Second Team' }));
    expect(made).toMatchObject({ slug: 'second-team', name: 'Second Team', role: 'owner', members: 1 });
    const both: Actor = {
      ...owner,
      asker: {
        kind: 'known',
        teams: new Map([
          [team.id, 'owner'],
          [made.id, 'owner'],
        ]),
        staffRole: null,
        scopes: null,
      },
    };
    const { items, next } = succeeded(await listTeams(both, { limit: 50 }));
    expect(items.map(({ slug, role }) => [slug, role]).sort()).toEqual(
      [
        [team.slug, 'owner'],
        ['second-team', 'owner'],
      ].sort(),
    );
    expect(next).toBeNull();
    const [first] = succeeded(await listTeams(both, { limit: 1 })).items;
    const rest = succeeded(await listTeams(both, { limit: 1, cursor: `after-${first?.slug}` }));
    expect(rest.items).toHaveLength(1);
    expect(await listTeams(both, { limit: 1, cursor: 'nobodys cursor' })).toMatchObject(
      code('invalid-input'),
    );
  });

  it('show nothing of each other to a token, which is confined to one', async () => {
    const { owner, team } = await makeTeam(test, 'Confined');
    succeeded(await createTeam(owner, { name: 'Elsewhere' }));
    const { token } = succeeded(await createToken(COMMAND, { team: team.slug, scopes: ['all'] }));
    const actor = (await readTokenActor(`Bearer ${token}`)) ?? ANONYMOUS;
    expect(succeeded(await listTeams(actor, { limit: 50 })).items.map(({ slug }) => slug)).toEqual([
      team.slug,
    ]);
  });

  it('are all shown to staff, found by a part of their name', async () => {
    const { team, staff } = await makeTeam(test, 'Needle in the hay');
    const { items } = succeeded(await listTeams(await staff('sales'), { limit: 50, q: 'needle' }));
    expect(items).toMatchObject([{ slug: team.slug, role: null, members: 1 }]);
  });

  it('are made by nobody without a name, and not without end', async () => {
    expect(await createTeam(COMMAND, { name: 'Nobody' })).toMatchObject(code('forbidden'));
    const { owner } = await makeTeam(test, 'Many');
    for (let n = 0; n < 10; n++) succeeded(await createTeam(owner, { name: 'Many' }));
    expect(await createTeam(owner, { name: 'Many' })).toMatchObject(code('too-many-requests'));
    expect((await createTeam(owner, { name: 'Many' }, { now: Date.now() + DAY_MS })).ok).toBe(true);
  });
});

describe('roles', () => {
  it('are changed by owners and admins, and a token shrinks with its person', async () => {
    const { team, owner, member } = await makeTeam(test, 'Roles');
    const developer = await member('developer');
    const { token } = succeeded(
      await createToken(now(developer, team.id, 'developer'), { team: team.slug, scopes: ['all'] }),
    );
    const changed = await updateMember(owner, { slug: team.slug, id: idOf(developer), role: 'viewer' });
    expect(succeeded(changed)).toMatchObject({ role: 'viewer' });
    const actor = await readTokenActor(`Bearer ${token}`);
    expect(actor?.asker).toMatchObject({ scopes: expect.not.arrayContaining(['trial.create']) });
  });

  it('of owners are out of an admin’s reach, and so is making one', async () => {
    const { team, owner, member } = await makeTeam(test, 'Reach');
    const admin = await member('admin');
    const viewer = await member('viewer');
    const slug = team.slug;
    expect(await updateMember(admin, { slug, id: idOf(owner), role: 'viewer' })).toMatchObject(
      code('forbidden'),
    );
    expect(await updateMember(admin, { slug, id: idOf(viewer), role: 'owner' })).toMatchObject(
      code('forbidden'),
    );
    expect(await removeMember(admin, { slug, id: idOf(owner) })).toMatchObject(code('forbidden'));
    expect((await updateMember(admin, { slug, id: idOf(viewer), role: 'admin' })).ok).toBe(true);
  });

  it('are none of a developer’s, a viewer’s or another team’s business', async () => {
    const { team, owner, member } = await makeTeam(test, 'Business');
    const other = await makeTeam(test, 'Other');
    const input = { slug: team.slug, id: idOf(owner), role: 'viewer' as const };
    expect(await updateMember(await member('developer'), input)).toMatchObject(code('forbidden'));
    expect(await updateMember(await member('viewer'), input)).toMatchObject(code('forbidden'));
    expect(await updateMember(other.owner, input)).toMatchObject(code('not-found'));
    expect(await updateMember(other.owner, { ...input, slug: other.team.slug })).toMatchObject(
      code('not-found'),
    );
    expect(await updateMember(owner, { ...input, id: 'no-such-id' })).toMatchObject(code('not-found'));
  });

  it('leave the last owner who can sign in where they are', async () => {
    const { team, owner, member } = await makeTeam(test, 'Last owner');
    const slug = team.slug;
    const second = await member('owner');
    await test.sql`update people set suspended_at = now() where id = ${second.personId}`;
    expect(await updateMember(owner, { slug, id: idOf(owner), role: 'admin' })).toMatchObject(
      code('conflict'),
    );
    expect(await removeMember(owner, { slug, id: idOf(owner) })).toMatchObject(code('conflict'));
    expect(await leaveTeam(owner, { slug })).toMatchObject(code('conflict'));
    await test.sql`update people set suspended_at = null where id = ${second.personId}`;
    expect((await leaveTeam(owner, { slug })).ok).toBe(true);
    expect(await rolesIn(slug)).toEqual({ [idOf(second)]: 'owner' });
  });

  it('change one after the other: of two owners who leave at once, one stays', async () => {
    const { team, owner, member } = await makeTeam(test, 'Race');
    const second = await member('owner');
    const outcomes = await Promise.all([owner, second].map((one) => leaveTeam(one, { slug: team.slug })));
    expect(outcomes.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });
});

describe('leaving and being removed', () => {
  it('end the tokens that act as that person there, and coming back revives none', async () => {
    const { team, owner, member } = await makeTeam(test, 'Removed');
    const developer = await member('developer');
    const { token } = succeeded(await createToken(developer, { team: team.slug, scopes: ['license.read'] }));
    expect((await removeMember(owner, { slug: team.slug, id: idOf(developer) })).ok).toBe(true);
    await test.sql`insert into memberships (team_id, person_id, role, created_at)
      values (${team.id}, ${developer.personId}, 'owner', now())`;
    expect(await readTokenActor(`Bearer ${token}`)).toBeNull();
    expect(await removeMember(owner, { slug: team.slug, id: idOf(await member('viewer')) })).toMatchObject({
      ok: true,
    });
  });

  it('is answered like somebody unknown when it is done twice', async () => {
    const { team, owner, member } = await makeTeam(test, 'Twice');
    const viewer = await member('viewer');
    expect((await removeMember(owner, { slug: team.slug, id: idOf(viewer) })).ok).toBe(true);
    expect(await removeMember(owner, { slug: team.slug, id: idOf(viewer) })).toMatchObject(code('not-found'));
    const developer = await member('developer');
    expect((await leaveTeam(developer, { slug: team.slug })).ok).toBe(true);
    expect(await leaveTeam(developer, { slug: team.slug })).toMatchObject(code('not-found'));
  });
});

describe('handing over', () => {
  it('makes the member an owner and the owner an admin', async () => {
    const { team, owner, member } = await makeTeam(test, 'Handed over');
    const heir = await member('viewer');
    const given = await transferTeam(owner, { slug: team.slug, member: idOf(heir) });
    expect(succeeded(given)).toMatchObject({ role: 'admin' });
    expect(await rolesIn(team.slug)).toEqual({ [idOf(owner)]: 'admin', [idOf(heir)]: 'owner' });
    // The session still says owner: what counts is read again.
    expect(await transferTeam(owner, { slug: team.slug, member: idOf(heir) })).toMatchObject(
      code('forbidden'),
    );
  });

  it('goes to a member who can sign in, by an owner', async () => {
    const { team, owner, member } = await makeTeam(test, 'Heirs');
    const { slug } = team;
    const other = await makeTeam(test, 'Others');
    expect(await transferTeam(await member('admin'), { slug, member: idOf(owner) })).toMatchObject(
      code('forbidden'),
    );
    expect(await transferTeam(owner, { slug, member: idOf(owner) })).toMatchObject(code('invalid-input'));
    expect(await transferTeam(owner, { slug, member: idOf(other.owner) })).toMatchObject(
      code('invalid-input'),
    );
    const suspended = await member('developer');
    await test.sql`update people set suspended_at = now() where id = ${suspended.personId}`;
    expect(await transferTeam(owner, { slug, member: idOf(suspended) })).toMatchObject(code('conflict'));
    expect(await transferTeam(other.owner, { slug, member: idOf(owner) })).toMatchObject(code('not-found'));
    expect((await rolesIn(slug))[idOf(owner)]).toBe('owner');
  });
});

describe('renaming', () => {
  it('names the licensee of its licenses anew, and keeps what devices say', async () => {
    const { team, owner } = await makeTeam(test, 'Acme Inc');
    const trial = await makeTrial(owner);
    const rename = (name: string) => renameTeam(owner, { slug: team.slug, name });
    expect(succeeded(await rename('Acme Ltd'))).toMatchObject({ slug: team.slug, name: 'Acme Ltd' });
    succeeded(await rename('Acme Corp'));
    succeeded(await rename('Acme Ltd'));
    const [row] =
      await test.sql`select licensee, former_licensees, version from licenses where id = ${trial.id}`;
    expect(row).toEqual({ licensee: 'Acme Ltd', former_licensees: ['Acme Inc', 'Acme Corp'], version: 4 });
    expect(succeeded(await readLicense(owner, { id: trial.id })).licensee).toBe('Acme Ltd');
  });

  it('is for owners and admins, and not without end', async () => {
    const { team, owner, member } = await makeTeam(test, 'Names');
    const input = { slug: team.slug, name: 'Other name' };
    expect(await renameTeam(await member('developer'), input)).toMatchObject(code('forbidden'));
    expect(await renameTeam((await makeTeam(test, 'Others')).owner, input)).toMatchObject(code('not-found'));
    for (let n = 0; n < 10; n++) succeeded(await renameTeam(owner, { ...input, name: `Name ${n}` }));
    expect(await renameTeam(owner, input)).toMatchObject(code('too-many-requests'));
  });
});

describe('deleting', () => {
  it('hides the team, ends its tokens and revokes its trials', async () => {
    const { team, owner, staff } = await makeTeam(test, 'Deleted');
    const trial = await makeTrial(owner);
    const { token } = succeeded(await createToken(COMMAND, { team: team.slug, scopes: ['all'] }));
    expect((await deleteTeam(owner, { slug: team.slug })).ok).toBe(true);
    expect(await readTeam(owner, { slug: team.slug })).toMatchObject(code('not-found'));
    expect(await deleteTeam(owner, { slug: team.slug })).toMatchObject(code('not-found'));
    expect(await readTokenActor(`Bearer ${token}`)).toBeNull();
    expect(succeeded(await readLicense(await staff('support'), { id: trial.id })).state).toBe('revoked');
    const { slug } = succeeded(await createTeam((await makeTeam(test, 'Next')).owner, { name: team.slug }));
    expect(slug).not.toBe(team.slug);
  });

  it('is for owners, and waits until no production license runs', async () => {
    const { team, owner, member } = await makeTeam(test, 'Production');
    expect(await deleteTeam(await member('admin'), { slug: team.slug })).toMatchObject(code('forbidden'));
    const trial = await makeTrial(owner);
    await test.sql`with agreement as (
        insert into agreements (number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
          last_instant_at, notice_days, lease_seconds, grace_seconds, retry_seconds, created_at)
        values (${`A-${team.slug}`}, ${team.id}, 'Terms', '{BlinkID}', '{android}', 10, '2026-01-01', '2027-12-31', '2026-01-01Z',
          '2028-01-01Z', 30, 86400, 86400, 300, now()) returning id)
      update licenses set kind = 'production', ends_at = null, agreement_id = agreement.id from agreement
      where licenses.id = ${trial.id}`;
    expect(await deleteTeam(owner, { slug: team.slug })).toMatchObject({
      ...code('conflict'),
      detail: expect.stringContaining('A production license runs'),
    });
    expect((await readTeam(owner, { slug: team.slug })).ok).toBe(true);
  });
});

describe('tokens', () => {
  it('are listed without the token: all to owners and admins, their own to developers', async () => {
    const { team, owner, member } = await makeTeam(test, 'Tokens');
    const developer = await member('developer');
    const { slug } = team;
    const terms = { team: slug, scopes: ['license.read', 'trial.create'], expiresInDays: 30 };
    const mine = succeeded(await createToken(developer, { ...terms, name: 'Nightly build' }));
    succeeded(await createToken(owner, { ...terms, name: 'Owner’s' }));
    const listed = succeeded(await listTokens(owner, { slug })).items;
    expect(listed.map(({ name }) => name).sort()).toEqual(['Nightly build', 'Owner’s']);
    expect(JSON.stringify(listed)).not.toContain('lh_');
    const own = succeeded(await listTokens(developer, { slug })).items;
    expect(own).toMatchObject([
      { id: mine.id, name: 'Nightly build', inForce: ['license.read', 'trial.create'], lastUsedAt: null },
    ]);
    await readTokenActor(`Bearer ${mine.token}`);
    expect(succeeded(await listTokens(developer, { slug })).items[0]?.lastUsedAt).not.toBeNull();
    expect(await listTokens(await member('viewer'), { slug })).toMatchObject(code('forbidden'));
  });

  it('say what of their scopes is in force once their person’s role has shrunk', async () => {
    const { team, owner, member } = await makeTeam(test, 'Shrunk');
    const developer = await member('developer');
    succeeded(await createToken(developer, { team: team.slug, scopes: ['license.read', 'trial.create'] }));
    succeeded(await updateMember(owner, { slug: team.slug, id: idOf(developer), role: 'viewer' }));
    expect(succeeded(await listTokens(owner, { slug: team.slug })).items).toMatchObject([
      { scopes: ['license.read', 'trial.create'], inForce: ['license.read'] },
    ]);
  });

  it('end at once, by their maker or an admin; another’s is none that a developer could end', async () => {
    const { team, member } = await makeTeam(test, 'Ended');
    const [admin, one, two] = [await member('admin'), await member('developer'), await member('developer')];
    const { slug } = team;
    const { id, token } = succeeded(await createToken(one, { team: slug, scopes: ['all'] }));
    expect(await revokeToken(two, { slug, id })).toMatchObject(code('not-found'));
    expect(await revokeToken(await member('viewer'), { slug, id })).toMatchObject(code('forbidden'));
    expect(await revokeToken((await makeTeam(test, 'Else')).owner, { slug, id })).toMatchObject(
      code('not-found'),
    );
    expect((await revokeToken(admin, { slug, id })).ok).toBe(true);
    expect(await readTokenActor(`Bearer ${token}`)).toBeNull();
    expect(await revokeToken(admin, { slug, id })).toMatchObject(code('not-found'));
    const own = succeeded(await createToken(two, { team: slug, scopes: ['all'] }));
    expect((await revokeToken(two, { slug, id: own.id })).ok).toBe(true);
  });
});

it('writes who did what into the audit log, without a name or an address', async () => {
  const { team, owner, member } = await makeTeam(test, 'Audited');
  const viewer = await member('viewer');
  succeeded(await updateMember(owner, { slug: team.slug, id: idOf(viewer), role: 'developer' }));
  succeeded(await removeMember(owner, { slug: team.slug, id: idOf(viewer) }));
  const entries = await test.sql`select action, subject_id, before, after from audit_entries
    where team_id = ${team.id} order by id`;
  expect(entries.map(({ action }) => action)).toEqual(['member.update', 'member.remove']);
  expect(entries[0]).toMatchObject({
    subject_id: viewer.personId,
    before: { role: 'viewer' },
    after: { role: 'developer' },
  });
  expect(JSON.stringify(entries)).not.toMatch(/@|Somebody/);
});
