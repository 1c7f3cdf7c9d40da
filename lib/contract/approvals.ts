import { oc } from '@orpc/contract';
import { z } from 'zod';
import { APPROVAL_STATES, APPROVAL_TYPES } from '#lib/domain/approvals.ts';
import { problems } from './problems.ts';
import { instant, line, page, paging } from './values.ts';

const person = z.object({ id: z.uuid(), name: z.string() });

export const approval = z
  .object({
    id: z.uuid(),
    type: z.enum(APPROVAL_TYPES),
    state: z.enum(APPROVAL_STATES),
    license: z
      .object({
        id: z.string(),
        name: z.string(),
        kind: z.enum(['trial', 'production']),
        team: z.string(),
        teamName: z.string(),
      })
      .nullable(),
    notice: z.uuid().nullable(),
    terms: z.record(z.string(), z.unknown()),
    askedAt: instant,
    askedBy: person.nullable(),
    decidedAt: instant.nullable(),
    decidedBy: person.nullable(),
    decisionNote: z.string().nullable(),
    alone: z.boolean(),
    mayApprove: z.boolean(),
  })
  .meta({ id: 'Approval' });
export type Approval = z.infer<typeof approval>;

export const approvals = {
  list: oc
    .route({
      method: 'GET',
      path: '/approvals',
      summary: 'What waits for a second person (staff)',
      tags: ['Approvals'],
    })
    .input(
      z.object({
        state: z.enum(APPROVAL_STATES).optional(),
        license: z.string().max(40).optional(),
        ...paging,
      }),
    )
    .output(page(approval))
    .errors(problems('forbidden', 'invalid-input')),
  approve: oc
    .route({
      method: 'POST',
      path: '/approvals/{id}/approve',
      summary: 'Approve what a colleague asked for (staff)',
      description: 'Any member of staff but the one who asked. What was asked for is done at once.',
      tags: ['Approvals'],
    })
    .input(z.strictObject({ id: z.string(), note: line(2000).optional() }))
    .output(approval)
    .errors(problems('not-found', 'forbidden', 'conflict')),
  decline: oc
    .route({
      method: 'POST',
      path: '/approvals/{id}/decline',
      summary: 'Decline what a colleague asked for, or take back your own (staff)',
      tags: ['Approvals'],
    })
    .input(z.strictObject({ id: z.string(), note: line(2000).optional() }))
    .output(approval)
    .errors(problems('not-found', 'forbidden', 'conflict')),
};
