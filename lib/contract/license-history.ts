import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './problems.ts';
import { instant, page, paging } from './values.ts';

const byId = z.object({ id: z.string() });

const TIMELINE_KINDS = ['change', 'lock', 'unlock', 'approval', 'notice', 'request', 'note'] as const;

export const timelineItem = z
  .object({
    id: z.string(),
    at: instant,
    kind: z.enum(TIMELINE_KINDS),
    title: z.string().meta({ description: 'What happened, in a few words.' }),
    says: z
      .string()
      .nullable()
      .meta({ description: 'What the customer reads or wrote, or what was changed.' }),
    by: z.object({
      side: z.enum(['team', 'staff', 'system']),
      name: z.string().nullable().meta({ description: 'In an answer to a team, people on staff have none.' }),
    }),
    note: z.string().nullable().meta({ description: 'The internal note; null in every answer to a team.' }),
    request: z.uuid().nullable(),
  })
  .meta({ id: 'TimelineItem' });

export const note = z
  .object({ id: z.uuid(), at: instant, author: z.string().nullable(), body: z.string() })
  .meta({ id: 'Note' });

/** Text of several lines, as people write it. */
const body = z
  .string()
  .trim()
  .min(1, 'Say at least one character.')
  .max(4_000, 'At most 4,000 characters.')
  .regex(/^[^\0\p{Cs}]*$/u, 'This holds a character that cannot be stored.');

export const licenseHistory = {
  timeline: oc
    .route({
      method: 'GET',
      path: '/licenses/{id}/timeline',
      summary: 'All that happened to a license',
      description: 'Newest first. Staff read the internal notes too; a team reads what is meant for it.',
      tags: ['Licenses'],
    })
    .input(byId.extend(paging))
    .output(page(timelineItem))
    .errors(problems('not-found', 'invalid-input')),
  notes: oc
    .route({
      method: 'GET',
      path: '/licenses/{id}/notes',
      summary: 'Internal notes on a license (staff)',
      description: 'Newest first. They are in no answer to a team.',
      tags: ['Licenses'],
    })
    .input(byId.extend(paging))
    .output(page(note))
    .errors(problems('not-found', 'forbidden', 'invalid-input')),
  addNote: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/notes',
      successStatus: 201,
      summary: 'Note something on a license (staff)',
      tags: ['Licenses'],
    })
    .input(z.strictObject({ id: z.string(), body }))
    .output(note)
    .errors(problems('not-found', 'forbidden')),
};
