import { oc } from '@orpc/contract';
import { z } from 'zod';
import { STAFF_ROLES } from '#lib/domain/policy.ts';
import { email } from './accounts.ts';
import { problems } from './problems.ts';
import { instant, line, page, term, wholePaging } from './values.ts';

const role = z.enum(STAFF_ROLES);

export const staffMember = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    role,
    state: z
      .enum(['active', 'invited', 'suspended'])
      .meta({ description: '`invited`: has not set a password yet.' }),
    secondFactor: z.enum(['off', 'on']).nullable().meta({ description: 'Shown to operators; else null.' }),
    lastSeenAt: instant.nullable().meta({ description: 'Shown to operators; null as well when never.' }),
    createdAt: instant,
  })
  .meta({ id: 'StaffMember' });
export type StaffMember = z.infer<typeof staffMember>;

export const staffSettings = z
  .object({
    secondFactor: z.enum(['required', 'optional']).meta({ description: 'STAFF_SECOND_FACTOR' }),
    lockSecondPerson: z.enum(['required', 'optional']).meta({
      description:
        'Whether an emergency lock of a production license takes a second person now: LOCK_SECOND_PERSON, while one alone is on staff.',
    }),
    activeStaff: z.int().meta({ description: 'How many could act: not suspended, with a password.' }),
  })
  .meta({ id: 'StaffSettings' });
export type StaffSettings = z.infer<typeof staffSettings>;

const one = z.strictObject({ id: term(254).meta({ description: 'An ID, or an e-mail address.' }) });

export const staff = {
  list: oc
    .route({
      method: 'GET',
      path: '/staff',
      summary: 'Who is on staff',
      description: 'By e-mail address, suspended people too.',
      tags: ['Staff'],
    })
    .input(z.strictObject(wholePaging))
    .output(page(staffMember)),
  settings: oc
    .route({
      method: 'GET',
      path: '/staff/settings',
      summary: 'What this installation asks of its staff',
      tags: ['Staff'],
    })
    .output(staffSettings),
  add: oc
    .route({
      method: 'POST',
      path: '/staff',
      successStatus: 201,
      summary: 'Add somebody to staff',
      description:
        'Mails them a link to set a password, which works for seven days. Who has an account keeps it as it is.',
      tags: ['Staff'],
    })
    .input(z.strictObject({ email, role, name: line(100).optional() }))
    .output(staffMember)
    .errors(problems('conflict')),
  change: oc
    .route({
      method: 'PATCH',
      path: '/staff/{id}',
      summary: 'Change a role, suspend or reinstate',
      description: 'The last operator who could act stays one.',
      tags: ['Staff'],
    })
    .input(one.extend({ role: role.optional(), suspended: z.boolean().optional() }))
    .output(staffMember)
    .errors(problems('not-found', 'conflict')),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/staff/{id}',
      successStatus: 204,
      summary: 'Remove somebody from staff',
      description: 'Their account and their teams stay theirs.',
      tags: ['Staff'],
    })
    .input(one)
    .errors(problems('not-found', 'conflict')),
  resetSecondFactor: oc
    .route({
      method: 'POST',
      path: '/staff/{id}/reset-second-factor',
      summary: 'Reset the second factor of somebody on staff',
      description: 'Their sessions end. They set up another when they sign in.',
      tags: ['Staff'],
    })
    .input(one)
    .output(staffMember)
    .errors(problems('not-found', 'conflict', 'forbidden')),
  resendWelcome: oc
    .route({
      method: 'POST',
      path: '/staff/{id}/welcome',
      summary: 'Mail the link to set a password again',
      tags: ['Staff'],
    })
    .input(one)
    .output(staffMember)
    .errors(problems('not-found', 'conflict')),
};
