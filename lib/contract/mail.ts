import { oc } from '@orpc/contract';
import { z } from 'zod';
import { NOTICE_KINDS, TOLD } from '#lib/domain/recipients.ts';
import { problems } from './problems.ts';
import { instant, page, paging } from './values.ts';

/** `refused`: owed, and not taken when it was tried last. `dropped`: there was nothing to tell any more. */
export const MAIL_STATES = ['owed', 'refused', 'accepted', 'dropped'] as const;
export type MailState = (typeof MAIL_STATES)[number];

export const mail = z
  .object({
    id: z.uuid(),
    notice: z.enum(TOLD),
    kind: z.enum(NOTICE_KINDS),
    subjectId: z.string().meta({ description: 'What it is about: a License ID, or the ID of another row.' }),
    to: z.string(),
    state: z.enum(MAIL_STATES),
    attempts: z.int(),
    createdAt: instant,
    lastAttemptAt: instant.nullable(),
    lastRefusal: z.string().nullable().meta({ description: 'What the mail server said, without addresses.' }),
    acceptedAt: instant.nullable(),
    droppedAt: instant.nullable(),
  })
  .meta({ id: 'Mail' });
export type Mail = z.infer<typeof mail>;

const tags = ['Operating'];

export const mails = {
  list: oc
    .route({
      method: 'GET',
      path: '/mail',
      summary: 'Mails that are owed, refused, accepted or dropped',
      description:
        'The newest first. Mails with links that are secrets (sign-up, password) are jobs, not in this list.',
      tags,
    })
    .input(z.object({ state: z.enum(MAIL_STATES).optional(), ...paging }))
    .output(
      page(mail).extend({
        counts: z.object({ owed: z.int(), refused: z.int() }).meta({ description: 'At most 1,000 each.' }),
        way: z.enum(['server', 'files', 'nowhere']).meta({
          description:
            'By a mail server; to files that are read on this machine; or to files that nobody outside it can read, which serves no notice.',
        }),
      }),
    )
    .errors(problems('forbidden', 'invalid-input')),
  retry: oc
    .route({
      method: 'POST',
      path: '/mail/{id}/retry',
      successStatus: 202,
      summary: 'Try a mail that is owed again now',
      tags,
    })
    .input(z.object({ id: z.string() }))
    .errors(problems('not-found', 'forbidden', 'conflict')),
};
