import { oc } from '@orpc/contract';
import { z } from 'zod';
import { ENDING_CAUSES } from '#lib/domain/agreements.ts';
import { problems } from './problems.ts';
import { instant } from './values.ts';

const named = z.object({ id: z.string(), name: z.string() });
const agreement = z.object({ number: z.string(), title: z.string() });

export const banner = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('ending'),
      id: z.uuid().meta({ description: 'Of the notice.' }),
      agreement,
      cause: z.enum([...ENDING_CAUSES, 'amendment']),
      storedAt: instant,
      servedAt: instant.nullable(),
      effectiveAt: instant.nullable().meta({ description: 'Null until the notice is served.' }),
      earliestAt: instant.meta({
        description: 'The moment of effect, or what it is if the notice is served now.',
      }),
      message: z.string(),
      heldUntil: instant.nullable(),
      licenses: z.array(named),
    }),
    z.object({
      kind: z.literal('hold'),
      agreement,
      heldUntil: instant,
      licenses: z.array(named),
    }),
    z.object({
      kind: z.literal('lock'),
      license: named.extend({ kind: z.enum(['trial', 'production']) }),
      since: instant,
      until: instant.nullable(),
      reason: z.string(),
    }),
  ])
  .meta({ id: 'Banner' });
export type Banner = z.infer<typeof banner>;

export const notices = {
  banners: oc
    .route({
      method: 'GET',
      path: '/teams/{slug}/banners',
      summary: 'What the whole team must know',
      description:
        'Notices under way, served or not, until two weeks after their moment; expiries that are held; locks. Shown on every page of the team.',
      tags: ['Teams'],
    })
    .input(z.object({ slug: z.string() }))
    .output(z.object({ items: z.array(banner) }))
    .errors(problems('not-found', 'forbidden')),
};
