import { oc } from '@orpc/contract';
import { z } from 'zod';
import { LICENSE_STATES } from '#lib/domain/license-state.ts';
import { STAFF_ROLES, TEAM_ROLES } from '#lib/domain/policy.ts';
import { problems } from './problems.ts';
import { instant, platform } from './values.ts';

const found = {
  /** What the resource's path takes. */
  id: z.string(),
  title: z.string(),
  why: z.string().meta({ description: 'What of it fits, as a sentence for people.' }),
};

const foundLicense = z.object({
  type: z.literal('license'),
  ...found,
  kind: z.enum(['trial', 'production']),
  licensee: z.string(),
  products: z.array(z.string()),
  state: z.enum(LICENSE_STATES),
  since: instant.nullable().meta({ description: 'Since when it is in this state, where that is known.' }),
  until: instant.nullable().meta({ description: 'When it ends, or works again.' }),
  team: z.object({ slug: z.string(), name: z.string() }),
  app: z
    .object({
      platform,
      value: z.string(),
      licenses: z.int().meta({ description: 'On how many licenses it is registered, up to 100.' }),
      refused: z
        .object({ count: z.int(), lastAt: instant })
        .nullable()
        .meta({ description: 'When it is not registered: how often it was refused in the last 35 days.' }),
    })
    .nullable()
    .meta({ description: 'The application identifier that fits; then `id` is one license it is on.' }),
  request: z.uuid().nullable().meta({ description: 'The request that fits.' }),
});

const foundTeam = z.object({
  type: z.literal('team'),
  ...found,
  name: z.string(),
  licenses: z.int().meta({ description: 'Counted up to 1,000.' }),
  locked: z.int(),
  members: z.int(),
  openRequests: z.int(),
});

const foundPerson = z.object({
  type: z.literal('person'),
  ...found,
  name: z.string(),
  staffRole: z.enum(STAFF_ROLES).nullable(),
  suspended: z.boolean(),
  teams: z.array(z.object({ slug: z.string(), name: z.string(), role: z.enum(TEAM_ROLES) })),
});

const foundAgreement = z.object({
  type: z.literal('agreement'),
  ...found,
  team: z.object({ slug: z.string(), name: z.string() }),
  products: z.array(z.string()),
  endsOn: z.iso.date(),
  endsAt: instant.nullable().meta({ description: 'The moment of effect of a served ending.' }),
});

export const searchItem = z.discriminatedUnion('type', [
  foundLicense,
  foundTeam,
  foundPerson,
  foundAgreement,
]);

/** What a pasted key, answer or request says; no signature was checked. */
const readAs = z.object({
  as: z.enum(['license-key', 'lease', 'lock', 'refusal', 'request']),
  license: z.string(),
  app: z.string().nullable(),
  platform: platform.nullable(),
  product: z.string().nullable(),
  version: z.string().nullable(),
  os: z.string().nullable(),
  licensee: z.string().nullable(),
  reason: z.string().nullable(),
  isWhole: z.boolean(),
});

export const searchAnswer = z
  .object({
    items: z.array(searchItem),
    next: z.null(),
    read: readAs.nullable().meta({ description: 'How a pasted key, answer or request was read.' }),
    hint: z
      .string()
      .nullable()
      .meta({ description: 'What to know about this search, where there is something.' }),
  })
  .meta({ id: 'SearchAnswer' });

export const search = {
  run: oc
    .route({
      method: 'GET',
      path: '/search',
      summary: 'Find a license, a team, a person or an agreement (staff)',
      description:
        'Takes whatever a caller has: a License ID, mistyped too; a license key or a signed answer; a licensee, team, ' +
        'person, e-mail address, application identifier, agreement number or request. Best first, grouped: groups in ' +
        'the order of their best item, a person followed by the teams.',
      tags: ['Search'],
    })
    .input(
      z.object({
        q: z
          .string()
          .max(8_000, 'At most 8,000 characters.')
          .regex(/^[^\0\p{Cs}]*$/u, 'This holds a character that no name has.'),
      }),
    )
    .output(searchAnswer)
    .errors(problems('forbidden')),
};
