import { oc } from '@orpc/contract';
import { z } from 'zod';
import { TEAM_ROLES } from '#lib/domain/policy.ts';
import { email, password } from './accounts.ts';
import { problems } from './problems.ts';
import { instant, line, page, paging, term, wholePaging } from './values.ts';

const role = z.enum(TEAM_ROLES);

export const team = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    /** Of whoever asks; null for staff who are no member. */
    role: role.nullable(),
    members: z.int(),
    createdAt: instant,
  })
  .meta({ id: 'Team' });
export type Team = z.infer<typeof team>;

export const member = z
  .object({ id: z.uuid(), name: z.string(), email: z.string(), role, joinedAt: instant })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof member>;

export const invitation = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role,
    state: z.enum(['open', 'expired']),
    /** Who sent it first; null once they have left the installation. */
    invitedBy: z.string().nullable(),
    createdAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof invitation>;

export const token = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** As they were asked for: names of actions, or `all`. */
    scopes: z.array(z.string()),
    /** What of them its person may do now. */
    inForce: z.array(z.string()),
    /** Whom it acts as. */
    person: z.object({ id: z.uuid(), name: z.string() }),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Token' });
export type Token = z.infer<typeof token>;

/** What the holder of an invitation's link is shown before they accept. */
export const invitationOffer = z
  .object({
    team: z.string(),
    email: z.string(),
    role,
    invitedBy: z.string(),
    expiresAt: instant,
    /** Whether the address has an account: then it is accepted signed in, without name and password. */
    hasAccount: z.boolean(),
  })
  .meta({ id: 'InvitationOffer' });
export type InvitationOffer = z.infer<typeof invitationOffer>;

const bySlug = z.object({ slug: term(60) });
const changing = z.strictObject({ slug: term(60) });
const givenToken = z.string().min(1).max(200);
const TAGS = ['Teams'];

export const teams = {
  list: oc
    .route({
      method: 'GET',
      path: '/teams',
      summary: 'Your teams',
      description: 'Staff see every team. By name; `q` is part of a name or slug.',
      tags: TAGS,
    })
    .input(z.object({ q: term(100).optional(), ...paging }))
    .output(page(team))
    .errors(problems('invalid-input')),
  create: oc
    .route({ method: 'POST', path: '/teams', successStatus: 201, summary: 'Make a team', tags: TAGS })
    .input(z.strictObject({ name: line(100) }))
    .output(team)
    .errors(problems('forbidden', 'too-many-requests')),
  read: oc
    .route({ method: 'GET', path: '/teams/{slug}', summary: 'One team', tags: TAGS })
    .input(bySlug)
    .output(team)
    .errors(problems('not-found')),
  rename: oc
    .route({
      method: 'PATCH',
      path: '/teams/{slug}',
      summary: 'Rename a team',
      description:
        'Its licenses name it as their licensee from then on; former names go on being accepted. Its address stays.',
      tags: TAGS,
    })
    .input(changing.extend({ name: line(100) }))
    .output(team)
    .errors(problems('not-found', 'forbidden', 'too-many-requests')),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/teams/{slug}',
      successStatus: 204,
      summary: 'Delete a team',
      description:
        'While no production license runs. Its trials are revoked, its tokens and invitations end, and everybody is out of it.',
      tags: TAGS,
    })
    .input(bySlug)
    .errors(problems('not-found', 'forbidden', 'conflict')),
  transfer: oc
    .route({
      method: 'POST',
      path: '/teams/{slug}/transfer',
      summary: 'Hand a team over',
      description: 'The member becomes an owner, and whoever hands over an admin.',
      tags: TAGS,
    })
    .input(changing.extend({ member: z.string() }))
    .output(team)
    .errors(problems('not-found', 'forbidden', 'invalid-input', 'conflict')),
  leave: oc
    .route({
      method: 'POST',
      path: '/teams/{slug}/leave',
      successStatus: 204,
      summary: 'Leave a team',
      tags: TAGS,
    })
    .input(changing)
    .errors(problems('not-found', 'forbidden', 'conflict')),
  members: oc
    .route({ method: 'GET', path: '/teams/{slug}/members', summary: 'Who is in a team', tags: TAGS })
    .input(bySlug.extend(wholePaging))
    .output(page(member))
    .errors(problems('not-found', 'invalid-input')),
  updateMember: oc
    .route({
      method: 'PATCH',
      path: '/teams/{slug}/members/{id}',
      summary: 'Give a member another role',
      tags: TAGS,
    })
    .input(changing.extend({ id: z.string(), role }))
    .output(member)
    .errors(problems('not-found', 'forbidden', 'conflict')),
  removeMember: oc
    .route({
      method: 'DELETE',
      path: '/teams/{slug}/members/{id}',
      successStatus: 204,
      summary: 'Remove a member',
      description: 'Their tokens for the team, and the invitations they sent, end with it.',
      tags: TAGS,
    })
    .input(bySlug.extend({ id: z.string() }))
    .errors(problems('not-found', 'forbidden', 'conflict')),
  invitations: oc
    .route({
      method: 'GET',
      path: '/teams/{slug}/invitations',
      summary: 'Invitations not yet accepted',
      tags: TAGS,
    })
    .input(bySlug.extend(wholePaging))
    .output(page(invitation))
    .errors(problems('not-found', 'invalid-input')),
  invite: oc
    .route({
      method: 'POST',
      path: '/teams/{slug}/invitations',
      successStatus: 201,
      summary: 'Invite somebody by mail',
      description: 'The link in the mail works for 7 days.',
      tags: TAGS,
    })
    .input(changing.extend({ email, role }))
    .output(invitation)
    .errors(problems('not-found', 'forbidden', 'conflict', 'too-many-requests')),
  resendInvitation: oc
    .route({
      method: 'POST',
      path: '/teams/{slug}/invitations/{id}/resend',
      summary: 'Send an invitation again',
      description: 'Its link works for 7 days from now.',
      tags: TAGS,
    })
    .input(changing.extend({ id: z.string() }))
    .output(invitation)
    .errors(problems('not-found', 'forbidden', 'too-many-requests')),
  revokeInvitation: oc
    .route({
      method: 'DELETE',
      path: '/teams/{slug}/invitations/{id}',
      successStatus: 204,
      summary: 'Revoke an invitation',
      tags: TAGS,
    })
    .input(bySlug.extend({ id: z.string() }))
    .errors(problems('not-found', 'forbidden')),
  tokens: oc
    .route({
      method: 'GET',
      path: '/teams/{slug}/tokens',
      summary: 'API tokens of a team',
      description: 'Owners and admins see all, developers their own.',
      tags: TAGS,
    })
    .input(bySlug.extend(wholePaging))
    .output(page(token))
    .errors(problems('not-found', 'forbidden', 'invalid-input')),
  createToken: oc
    .route({
      method: 'POST',
      path: '/teams/{slug}/tokens',
      successStatus: 201,
      summary: 'Make an API token',
      description: 'It acts as you. The answer holds it this once.',
      tags: TAGS,
    })
    .input(
      changing.extend({
        name: line(100),
        scopes: z.array(z.string().max(60)).min(1, 'Name at least one scope, or all.').max(200),
        expiresInDays: z.int().optional(),
      }),
    )
    .output(z.object({ token: z.string(), id: z.uuid(), expiresAt: instant }))
    .errors(problems('not-found', 'forbidden', 'invalid-input')),
  revokeToken: oc
    .route({
      method: 'DELETE',
      path: '/teams/{slug}/tokens/{id}',
      successStatus: 204,
      summary: 'Revoke an API token',
      tags: TAGS,
    })
    .input(bySlug.extend({ id: z.string() }))
    .errors(problems('not-found', 'forbidden')),
};

/** Below /accounts, because whoever accepts may have no account yet. */
export const invitations = {
  read: oc
    .route({
      method: 'POST',
      path: '/accounts/invitations/read',
      summary: 'What an invitation offers',
      tags: ['Accounts'],
    })
    .input(z.strictObject({ token: givenToken }))
    .output(invitationOffer)
    .errors(problems('invalid-token')),
  accept: oc
    .route({
      method: 'POST',
      path: '/accounts/invitations/accept',
      summary: 'Accept an invitation',
      description:
        'A new account takes `name` and `password`. Where the address has one, it is accepted signed in as that address. Creates no session; repeating it answers the same.',
      tags: ['Accounts'],
    })
    .input(z.strictObject({ token: givenToken, name: line(100).optional(), password: password.optional() }))
    .output(z.object({ team: z.string() }))
    .errors(problems('invalid-token', 'invalid-input', 'sign-in-required')),
};
