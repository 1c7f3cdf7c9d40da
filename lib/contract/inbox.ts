import { oc } from '@orpc/contract';
import { z } from 'zod';
import { NOTICE_KINDS, TOLD } from '#lib/domain/recipients.ts';
import { problems } from './problems.ts';
import { instant, page, paging } from './values.ts';

export const inboxItem = z
  .object({
    id: z.uuid(),
    notice: z.enum(TOLD),
    kind: z.enum(NOTICE_KINDS),
    team: z.string().nullable().meta({ description: 'The slug of the team it is about.' }),
    teamName: z.string().nullable(),
    title: z.string().meta({ description: 'What happened, in a line.' }),
    href: z.string().meta({ description: 'The page that it is about, from the root of this origin.' }),
    at: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'InboxItem' });
export type InboxItem = z.infer<typeof inboxItem>;

const unread = z.int().meta({ description: 'How many are unread, at most 100.' });
const tags = ['Me'];

export const inbox = {
  list: oc
    .route({
      method: 'GET',
      path: '/me/inbox',
      summary: 'What you were told',
      description: 'The newest first.',
      tags,
    })
    .input(z.object({ show: z.enum(['all', 'unread']).default('all'), ...paging }))
    .output(page(inboxItem).extend({ unread }))
    .errors(problems('invalid-input')),
  mark: oc
    .route({
      method: 'POST',
      path: '/me/inbox/read',
      summary: 'Mark what you were told as read, or as unread again',
      description:
        'Name up to 200 by their IDs, or all that you were told up to an instant. Others than yours are left as they are.',
      tags,
    })
    .input(
      z
        .strictObject({
          ids: z.array(z.uuid()).min(1).max(200).optional(),
          until: instant.optional(),
          read: z.boolean().default(true),
        })
        .refine(({ ids, until }) => (ids === undefined) !== (until === undefined), {
          message: 'Give either ids or until.',
        }),
    )
    .output(z.object({ unread }))
    .errors(problems('invalid-input')),
};
