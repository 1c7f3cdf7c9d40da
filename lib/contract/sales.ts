import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ENDING_CAUSES } from '#lib/domain/agreements.ts';
import { CALL_SIGNS } from '#lib/domain/trials-worth-a-call.ts';
import { problems } from './problems.ts';
import { instant, page, wholePaging } from './values.ts';

export const callTrial = z
  .object({
    id: z.string(),
    name: z.string(),
    team: z.string(),
    teamName: z.string(),
    products: z.array(z.string()),
    endsAt: instant,
    checks: z.int().meta({ description: 'Checks of the last 7 days.' }),
    checksBefore: z.int().meta({ description: 'Checks of the 7 days before.' }),
    colleagues: z.int(),
    triedBefore: z
      .array(z.string())
      .meta({ description: 'Its identifiers that another team registered before.' }),
    signs: z.array(z.enum(CALL_SIGNS)),
  })
  .meta({ id: 'TrialWorthACall' });
export type CallTrial = z.infer<typeof callTrial>;

export const noticeUnderWay = z
  .object({
    id: z.uuid(),
    number: z.string(),
    title: z.string(),
    team: z.string(),
    teamName: z.string(),
    cause: z.enum([...ENDING_CAUSES, 'amendment']),
    storedAt: instant,
    servedAt: instant.nullable(),
    effectiveAt: instant.nullable(),
    mails: z.int(),
    accepted: z.int().meta({ description: 'Mails that a mail server accepted.' }),
    refused: z.int().meta({ description: 'Mails that were refused and not accepted since.' }),
    lastRefusal: z.string().nullable(),
  })
  .meta({ id: 'NoticeUnderWay' });
export type NoticeUnderWay = z.infer<typeof noticeUnderWay>;

const tags = ['Sales'];

export const sales = {
  trials: oc
    .route({
      method: 'GET',
      path: '/sales/trials',
      summary: 'Trials worth a call (sales)',
      description:
        'Of the 1,000 running trials that end soonest: those that another team tried before, and those with at least two of rising checks, several colleagues and a real identifier in use.',
      tags,
    })
    .input(z.object(wholePaging))
    .output(page(callTrial))
    .errors(problems('forbidden', 'invalid-input')),
  notices: oc
    .route({
      method: 'GET',
      path: '/sales/notices',
      summary: 'Notices under way (sales)',
      description: 'Not served first, the oldest of them first; then by their moment. At most 500.',
      tags,
    })
    .input(z.object(wholePaging))
    .output(page(noticeUnderWay))
    .errors(problems('forbidden', 'invalid-input')),
};
