import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './problems.ts';
import { givenInstant, instant, page, paging, term } from './values.ts';

/** Kinds of whoever acts; only a person, or a token of one, has a name. */
export const AUDIT_ACTORS = ['person', 'token', 'command', 'system', 'anonymous'] as const;

const terms = z.record(z.string(), z.unknown()).nullable();

export const auditEntry = z
  .object({
    id: z.int(),
    at: instant,
    actor: z.object({
      kind: z.enum(AUDIT_ACTORS),
      id: z.uuid().nullable(),
      name: z.string().nullable().meta({ description: 'As it is now; null when the account was deleted.' }),
      email: z.string().nullable().meta({ description: 'For operators, and of members of the team.' }),
      isStaff: z.boolean(),
    }),
    action: z.string(),
    says: z.string().meta({ description: 'The action in words that follow a name.' }),
    subject: z.object({ type: z.string(), id: z.string(), name: z.string().nullable() }),
    team: z.object({ slug: z.string(), name: z.string() }).nullable(),
    before: terms,
    after: terms,
    sealed: z.boolean().meta({ description: 'Linked into the chain that `audit verify` goes through.' }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

const filters = {
  who: term(320)
    .optional()
    .meta({ description: 'A person’s ID or e-mail address, or `command`, `system`, `anonymous`.' }),
  action: term(60).optional(),
  subject: term(320).optional().meta({ description: 'The ID of what it was done to: LIC-7F3K-9QXM.' }),
  from: givenInstant.optional(),
  to: givenInstant.optional(),
  ...paging,
};

export const audit = {
  all: oc
    .route({ method: 'GET', path: '/audit', summary: 'The audit log, newest first', tags: ['Audit'] })
    .input(z.object({ team: term(60).optional(), ...filters }))
    .output(page(auditEntry))
    .errors(problems('forbidden', 'invalid-input')),
  ofTeam: oc
    .route({
      method: 'GET',
      path: '/teams/{slug}/audit',
      summary: 'The audit log of a team, newest first',
      tags: ['Audit'],
    })
    .input(z.object({ slug: term(60), ...filters }))
    .output(page(auditEntry))
    .errors(problems('forbidden', 'not-found', 'invalid-input')),
};
