import { expect, it } from 'vitest';
import { makeAccount, newAddress } from '#e2e/account.ts';
import { useMailbox } from '#e2e/mailbox.ts';
import { makeTeam, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { type Actor, ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { checkCredentials } from './check-credentials.ts';
import { deleteTeam } from './delete-team.ts';
import { invite } from './invite.ts';
import { listInvitations } from './list-invitations.ts';
import { listMembers } from './list-members.ts';
import { readInvitation } from './read-invitation.ts';
import { removeMember } from './remove-member.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';

const test = useTestDatabase();
const mailbox = useMailbox(test);

const code = (expected: string) => ({ ok: false, code: expected });
const password = 'correct horse battery';
const tokenTo = async (email: string) => (await mailbox.linkTo(email)).pathname.replace('/invite/', '');

/** An invitation to an address nobody has used, with the token from the mail. */
async function invited(
  { team, owner }: Scene,
  role: 'owner' | 'admin' | 'developer' | 'viewer' = 'developer',
) {
  const email = newAddress();
  const invitation = succeeded(await invite(owner, { slug: team.slug, email, role }));
  return { email, invitation, token: await tokenTo(email) };
}

async function personAt(email: string): Promise<Actor> {
  const [row] = await test.sql`select id from people where email = ${email}`;
  return {
    kind: 'person',
    personId: String(row?.id),
    credentialId: null,
    asker: { kind: 'known', teams: new Map(), staffRole: null, scopes: null },
  };
}

const rolesOf = async (slug: string) => {
  const { items } = succeeded(await listMembers(COMMAND, { slug }));
  return new Map(items.map(({ email, role }) => [email, role]));
};

it('brings somebody without an account into the team, with the name and password they choose', async () => {
  const scene = await makeTeam(test, 'Acme Inc');
  const { email, token } = await invited(scene);
  expect(succeeded(await readInvitation(ANONYMOUS, { token }))).toMatchObject({
    team: 'Acme Inc',
    email,
    role: 'developer',
    invitedBy: 'Somebody',
    hasAccount: false,
  });
  const accepted = await acceptInvitation(ANONYMOUS, { token, name: 'Ivo Marin', password });
  expect(succeeded(accepted)).toEqual({ team: scene.team.slug });
  expect((await rolesOf(scene.team.slug)).get(email)).toBe('developer');
  expect((await checkCredentials({ email, password, network: '127.0.0.1' }, Date.now())).ok).toBe(true);
  expect(succeeded(await listInvitations(scene.owner, { slug: scene.team.slug })).items).toEqual([]);
});

it('answers the same when it is accepted again, and makes nobody twice', async () => {
  const scene = await makeTeam(test, 'Again');
  const { token } = await invited(scene);
  const accept = () => acceptInvitation(ANONYMOUS, { token, name: 'Ivo', password });
  expect(succeeded(await accept())).toEqual(succeeded(await accept()));
  expect(await readInvitation(ANONYMOUS, { token })).toMatchObject(code('invalid-token'));
  expect((await rolesOf(scene.team.slug)).size).toBe(2);
});

it('says which of name and password is missing, and joins nobody', async () => {
  const scene = await makeTeam(test, 'Missing');
  const { token } = await invited(scene);
  expect(await acceptInvitation(ANONYMOUS, { token })).toMatchObject({
    ...code('invalid-input'),
    errors: [{ pointer: '/name' }, { pointer: '/password' }],
  });
  expect((await rolesOf(scene.team.slug)).size).toBe(1);
});

it('takes an existing account only when whoever asks is signed in as it', async () => {
  const scene = await makeTeam(test, 'Existing');
  const { email, password: known } = await makeAccount(mailbox);
  succeeded(await invite(scene.owner, { slug: scene.team.slug, email, role: 'viewer' }));
  const token = await tokenTo(email);
  expect(succeeded(await readInvitation(ANONYMOUS, { token })).hasAccount).toBe(true);
  const input = { token, name: 'Somebody else', password };
  expect(await acceptInvitation(ANONYMOUS, input)).toMatchObject(code('sign-in-required'));
  expect(await acceptInvitation(scene.owner, input)).toMatchObject(code('sign-in-required'));
  expect(succeeded(await acceptInvitation(await personAt(email), { token }))).toEqual({
    team: scene.team.slug,
  });
  expect((await rolesOf(scene.team.slug)).get(email)).toBe('viewer');
  // The password that came with the link changed nothing.
  expect((await checkCredentials({ email, password: known, network: '127.0.0.1' }, Date.now())).ok).toBe(
    true,
  );
});

it('runs out after seven days, is sent again with the same link, and then works anew', async () => {
  const scene = await makeTeam(test, 'Late');
  const { email, invitation, token } = await invited(scene);
  const later = { now: Date.now() + 7 * DAY_MS };
  expect((await readInvitation(ANONYMOUS, { token }, { now: later.now - 60_000 })).ok).toBe(true);
  expect(await readInvitation(ANONYMOUS, { token }, later)).toMatchObject(code('invalid-token'));
  expect(await acceptInvitation(ANONYMOUS, { token, name: 'Ivo', password }, later)).toMatchObject(
    code('invalid-token'),
  );
  const { slug } = scene.team;
  expect(succeeded(await listInvitations(scene.owner, { slug }, later)).items).toMatchObject([
    { state: 'expired' },
  ]);
  const again = succeeded(await resendInvitation(scene.owner, { slug, id: invitation.id }, later));
  expect(again).toMatchObject({ state: 'open', expiresAt: new Date(later.now + 7 * DAY_MS).toISOString() });
  expect((await mailbox.lettersTo(email)).length).toBe(2);
  expect((await acceptInvitation(ANONYMOUS, { token, name: 'Ivo', password }, later)).ok).toBe(true);
});

it('is taken back: the link is dead, and revoking or sending it again finds nothing', async () => {
  const scene = await makeTeam(test, 'Revoked');
  const { email, invitation, token } = await invited(scene);
  const named = { slug: scene.team.slug, id: invitation.id };
  expect((await revokeInvitation(scene.owner, named)).ok).toBe(true);
  expect(await revokeInvitation(scene.owner, named)).toMatchObject(code('not-found'));
  expect(await resendInvitation(scene.owner, named)).toMatchObject(code('not-found'));
  expect(await readInvitation(ANONYMOUS, { token })).toMatchObject(code('invalid-token'));
  expect(await acceptInvitation(ANONYMOUS, { token, name: 'Ivo', password })).toMatchObject(
    code('invalid-token'),
  );
  expect((await invite(scene.owner, { slug: scene.team.slug, email, role: 'viewer' })).ok).toBe(true);
});

it('is refused for a member and for whom one waits, but replaces one that ran out', async () => {
  const scene = await makeTeam(test, 'Conflicts');
  const { slug } = scene.team;
  const { email, token } = await invited(scene);
  const input = { slug, email: email.toUpperCase(), role: 'viewer' as const };
  expect(await invite(scene.owner, input)).toMatchObject(code('conflict'));
  expect((await invite(scene.owner, input, { now: Date.now() + 8 * DAY_MS })).ok).toBe(true);
  expect(await readInvitation(ANONYMOUS, { token })).toMatchObject(code('invalid-token'));
  const { email: member, token: theirs } = await invited(scene);
  succeeded(await acceptInvitation(ANONYMOUS, { token: theirs, name: 'Ivo', password }));
  expect(await invite(scene.owner, { ...input, email: member })).toMatchObject(code('conflict'));
});

it('is sent by owners and admins of the team, who invite as high as they reach', async () => {
  const scene = await makeTeam(test, 'Reach');
  const { slug } = scene.team;
  const as = (role: 'owner' | 'admin') => ({ slug, email: newAddress(), role });
  const admin = await scene.member('admin');
  expect((await invite(admin, as('admin'))).ok).toBe(true);
  expect(await invite(admin, as('owner'))).toMatchObject(code('forbidden'));
  expect((await invite(scene.owner, as('owner'))).ok).toBe(true);
  for (const role of ['developer', 'viewer'] as const)
    expect(await invite(await scene.member(role), as('admin'))).toMatchObject(code('forbidden'));
  const other = await makeTeam(test, 'Other');
  expect(await invite(other.owner, as('admin'))).toMatchObject(code('not-found'));
  const { invitation } = await invited(scene);
  const named = { slug: other.team.slug, id: invitation.id };
  expect(await revokeInvitation(other.owner, named)).toMatchObject(code('not-found'));
  expect(await resendInvitation(other.owner, named)).toMatchObject(code('not-found'));
});

it('ends with the one who sent it, and with the team', async () => {
  const scene = await makeTeam(test, 'Gone');
  const admin = await scene.member('admin');
  const { slug } = scene.team;
  const byAdmin = newAddress();
  succeeded(await invite(admin, { slug, email: byAdmin, role: 'viewer' }));
  const [token, { token: byOwner }] = [await tokenTo(byAdmin), await invited(scene)];
  succeeded(await removeMember(scene.owner, { slug, id: String(admin.personId) }));
  expect(await readInvitation(ANONYMOUS, { token })).toMatchObject(code('invalid-token'));
  expect((await readInvitation(ANONYMOUS, { token: byOwner })).ok).toBe(true);
  succeeded(await deleteTeam(scene.owner, { slug }));
  expect(await readInvitation(ANONYMOUS, { token: byOwner })).toMatchObject(code('invalid-token'));
});

it('cannot flood a mailbox, and does not keep another team from inviting the same address', async () => {
  const [scene, other] = [await makeTeam(test, 'Flood'), await makeTeam(test, 'Calm')];
  const { slug } = scene.team;
  const { email, invitation } = await invited(scene);
  const resend = (now?: number) =>
    resendInvitation(scene.owner, { slug, id: invitation.id }, now === undefined ? {} : { now });
  for (let n = 0; n < 4; n++) expect((await resend()).ok).toBe(true);
  expect(await resend()).toMatchObject(code('too-many-requests'));
  expect((await invite(other.owner, { slug: other.team.slug, email, role: 'viewer' })).ok).toBe(true);
  expect((await resend(Date.now() + DAY_MS)).ok).toBe(true);
});

it('holds no name that a mail program would make a link of', async () => {
  const scene = await makeTeam(test, 'evil.example');
  const { email } = await invited(scene);
  const [letter] = await mailbox.lettersTo(email);
  expect(letter?.text.match(/https?:\S+/g)).toHaveLength(1);
  expect(letter?.text).not.toContain('evil.example');
});

it('leaves neither address nor token in the audit log', async () => {
  const scene = await makeTeam(test, 'Audited');
  const { token } = await invited(scene);
  succeeded(await acceptInvitation(ANONYMOUS, { token, name: 'Ivo Marin', password }));
  const entries =
    await test.sql`select action, after from audit_entries where team_id = ${scene.team.id} order by id`;
  expect(entries.map(({ action }) => action)).toEqual(['invitation.create', 'invitation.accept']);
  expect(JSON.stringify(entries)).not.toMatch(/@|Ivo/);
  expect(JSON.stringify(entries)).not.toContain(token);
});
