import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './problems.ts';
import { instant } from './values.ts';

export const finding = z
  .object({
    about: z.string(),
    result: z.enum(['fine', 'warning', 'wrong']),
    says: z.string(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof finding>;

export const health = {
  read: oc
    .route({
      method: 'GET',
      path: '/health',
      summary: 'What `leasehold doctor` finds',
      tags: ['Health'],
    })
    .output(z.object({ at: instant, findings: z.array(finding) }))
    .errors(problems('forbidden')),
};
