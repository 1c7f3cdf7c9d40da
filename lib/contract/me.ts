import { oc } from '@orpc/contract';
import { z } from 'zod';
import { STAFF_ROLES, TEAM_ROLES } from '#lib/domain/policy.ts';
import { NOTICE_KINDS } from '#lib/domain/recipients.ts';
import { password } from './accounts.ts';
import { problems } from './problems.ts';
import { instant, line, page } from './values.ts';

export const me = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    staffRole: z.enum(STAFF_ROLES).nullable(),
    staffRoleWithheld: z.boolean().meta({
      description: 'The role on staff does not count in this session: it needs a second factor.',
    }),
    secondFactor: z.enum(['off', 'on']),
    teams: z.array(z.object({ slug: z.string(), name: z.string(), role: z.enum(TEAM_ROLES) })),
    mutedNotices: z.array(z.enum(NOTICE_KINDS)).meta({
      description: 'Kinds that you are not mailed of, where you need not be; the inbox holds them.',
    }),
    createdAt: instant,
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

export const session = z
  .object({
    id: z.uuid(),
    current: z.boolean(),
    userAgent: z.string().nullable(),
    createdAt: instant,
    lastSeenAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Session' });

export const meOperations = {
  read: oc.route({ method: 'GET', path: '/me', summary: 'Who you are', tags: ['Me'] }).output(me),
  update: oc
    .route({
      method: 'PATCH',
      path: '/me',
      summary: 'Change your name, and what you are mailed of',
      tags: ['Me'],
    })
    .input(
      z.strictObject({
        name: line(100).optional(),
        mutedNotices: z.array(z.enum(NOTICE_KINDS)).max(20).optional(),
      }),
    )
    .output(me),
  changePassword: oc
    .route({
      method: 'POST',
      path: '/me/password',
      summary: 'Change your password',
      description: 'Asks for the one you have. Every other session of yours ends.',
      tags: ['Me'],
    })
    .input(z.strictObject({ current: z.string().min(1).max(1000), password }))
    .output(z.object({ endedSessions: z.int() }))
    .errors(problems('too-many-requests')),
  sessions: oc
    .route({ method: 'GET', path: '/me/sessions', summary: 'Where you are signed in', tags: ['Me'] })
    .output(page(session)),
  revokeSession: oc
    .route({
      method: 'DELETE',
      path: '/me/sessions/{id}',
      successStatus: 204,
      summary: 'End a session',
      description: 'It ends with its next request.',
      tags: ['Me'],
    })
    .input(z.object({ id: z.string() }))
    .errors(problems('not-found')),
};
