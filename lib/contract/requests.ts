import { oc } from '@orpc/contract';
import { z } from 'zod';
import { REQUEST_STATES, REQUEST_TYPES } from '#lib/domain/requests.ts';
import { problems } from './problems.ts';
import { instant, line, page, paging, platform, term, text } from './values.ts';

const person = z.object({ id: z.uuid(), name: z.string() });

/** What is asked for, as far as it is known; a license fills it in. */
const terms = z.strictObject({
  products: z.array(term(40)).max(20).optional(),
  platforms: z.array(platform).max(7).optional(),
  apps: z
    .array(z.strictObject({ platform, value: term(255) }))
    .max(200)
    .optional(),
  days: z.int().min(1).max(365).optional().meta({ description: 'For an extension: how many days more.' }),
});

export const request = z
  .object({
    id: z.uuid(),
    type: z.enum(REQUEST_TYPES),
    state: z.enum(REQUEST_STATES),
    subject: z.string(),
    team: z.string(),
    teamName: z.string(),
    license: z.string().nullable(),
    licenseName: z.string().nullable(),
    terms,
    agreement: z.string().nullable().meta({ description: 'Under which it was granted.' }),
    assignee: person.nullable(),
    createdAt: instant,
    createdBy: person,
    answerBy: instant.meta({ description: 'Until when an answer was promised.' }),
    answeredAt: instant.nullable(),
    decidedAt: instant.nullable(),
    decidedBy: person.nullable(),
    lastMessageAt: instant,
  })
  .meta({ id: 'Request' });
export type Request = z.infer<typeof request>;

export const requestMessage = z
  .object({
    id: z.uuid(),
    side: z.enum(['team', 'staff']),
    author: z.string().nullable().meta({ description: 'Null once the account is deleted.' }),
    at: instant,
    body: z.string(),
  })
  .meta({ id: 'RequestMessage' });
export type RequestMessage = z.infer<typeof requestMessage>;

/** A request with its conversation. */
export const requestWithMessages = request
  .extend({ messages: z.array(requestMessage) })
  .meta({ id: 'RequestWithMessages' });
export type RequestWithMessages = z.infer<typeof requestWithMessages>;

export const requestInput = z.strictObject({
  type: z.enum(REQUEST_TYPES),
  team: term(60).optional(),
  license: term(40).optional(),
  subject: line(150).optional(),
  message: text(5000),
  terms: terms.optional(),
});

export const grantInput = z.strictObject({
  id: z.string(),
  message: text(5000).optional(),
  agreement: term(60).optional().meta({ description: 'For production: under which agreement.' }),
  products: z.array(term(40)).max(20).optional(),
  platforms: z.array(platform).max(7).optional(),
  days: z
    .int()
    .min(1)
    .max(90)
    .optional()
    .meta({ description: 'For an extension: how many days; 14 if left out.' }),
});

const byId = z.object({ id: z.string() });
const tags = ['Requests'];

export const requests = {
  list: oc
    .route({ method: 'GET', path: '/requests', summary: 'What teams ask for', tags })
    .input(
      z.object({
        team: term(60).optional(),
        license: term(40).optional(),
        type: z.enum(REQUEST_TYPES).optional(),
        state: z
          .enum([...REQUEST_STATES, 'waiting'])
          .optional()
          .meta({
            description: '`waiting`: open or answered, those to be answered first at the top.',
          }),
        ...paging,
      }),
    )
    .output(page(request))
    .errors(problems('not-found', 'invalid-input')),
  create: oc
    .route({ method: 'POST', path: '/requests', successStatus: 201, summary: 'Ask for something', tags })
    .input(requestInput)
    .output(requestWithMessages)
    .errors(problems('not-found', 'forbidden', 'invalid-input', 'conflict')),
  read: oc
    .route({ method: 'GET', path: '/requests/{id}', summary: 'One request with its conversation', tags })
    .input(byId)
    .output(requestWithMessages)
    .errors(problems('not-found')),
  write: oc
    .route({
      method: 'POST',
      path: '/requests/{id}/messages',
      successStatus: 201,
      summary: 'Write a message',
      description:
        'Both sides see all of it. One of staff answers the request, one of the team opens it again.',
      tags,
    })
    .input(z.strictObject({ id: z.string(), body: text(5000) }))
    .output(requestWithMessages)
    .errors(problems('not-found', 'forbidden', 'conflict')),
  assign: oc
    .route({
      method: 'PATCH',
      path: '/requests/{id}',
      summary: 'Take it, or give it back (staff)',
      tags,
    })
    .input(z.strictObject({ id: z.string(), assignee: z.enum(['me']).nullable() }))
    .output(requestWithMessages)
    .errors(problems('not-found', 'forbidden', 'conflict')),
  grant: oc
    .route({
      method: 'POST',
      path: '/requests/{id}/grant',
      summary: 'Grant it, and do what was asked for (staff)',
      description:
        'Issues or converts under `agreement`, extends by `days`, or unlocks, in one step with the answer; `message` is what the team reads.',
      tags,
    })
    .input(grantInput)
    .output(requestWithMessages)
    .errors(
      problems('not-found', 'forbidden', 'invalid-input', 'conflict', 'too-many-apps', 'trial-limit-running'),
    ),
  decline: oc
    .route({
      method: 'POST',
      path: '/requests/{id}/decline',
      summary: 'Decline it with a reason (staff)',
      tags,
    })
    .input(z.strictObject({ id: z.string(), reason: text(5000) }))
    .output(requestWithMessages)
    .errors(problems('not-found', 'forbidden', 'conflict')),
  withdraw: oc
    .route({ method: 'POST', path: '/requests/{id}/withdraw', summary: 'Withdraw it (its team)', tags })
    .input(byId)
    .output(requestWithMessages)
    .errors(problems('not-found', 'forbidden', 'conflict')),
};
