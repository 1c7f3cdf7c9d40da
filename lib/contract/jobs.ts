import { oc } from '@orpc/contract';
import { z } from 'zod';
import { JOB_STATES } from '#lib/domain/job-states.ts';
import { problems } from './problems.ts';
import { instant, page, paging, term } from './values.ts';

export const job = z
  .object({
    id: z.string(),
    task: z.string(),
    key: z.string().nullable(),
    state: z.enum(JOB_STATES),
    attempts: z.int(),
    maxAttempts: z.int(),
    runAt: instant.meta({ description: 'When it may run, or run again.' }),
    createdAt: instant,
    lockedAt: instant.nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof job>;

const byId = z.object({ id: term(20) });

export const jobs = {
  list: oc
    .route({
      method: 'GET',
      path: '/jobs',
      summary: 'What waits to be done',
      description: 'A job that has succeeded is gone.',
      tags: ['Jobs'],
    })
    .input(z.object({ state: z.enum(JOB_STATES).optional(), ...paging }))
    .output(page(job).extend({ counts: z.record(z.enum(JOB_STATES), z.int()) }))
    .errors(problems('forbidden', 'invalid-input')),
  retry: oc
    .route({ method: 'POST', path: '/jobs/{id}/retry', summary: 'Run a job again now', tags: ['Jobs'] })
    .input(byId)
    .output(job)
    .errors(problems('forbidden', 'not-found', 'conflict')),
  drop: oc
    .route({
      method: 'DELETE',
      path: '/jobs/{id}',
      successStatus: 204,
      summary: 'Drop a job: it is never done',
      tags: ['Jobs'],
    })
    .input(byId)
    .errors(problems('forbidden', 'not-found', 'conflict')),
};
