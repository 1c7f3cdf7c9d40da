import { oc } from '@orpc/contract';
import { z } from 'zod';
import { MAX_AGREEMENT_APPS } from '#lib/domain/agreement-terms.ts';
import { LICENSE_STATES } from '#lib/domain/license-state.ts';
import { problems } from './problems.ts';
import { givenInstant, instant, line, page, paging, platform, term, wholePaging } from './values.ts';

export const app = z
  .object({ id: z.uuid(), platform, value: z.string(), environment: z.string().optional() })
  .meta({ id: 'App' });
export type App = z.infer<typeof app>;

export const license = z
  .object({
    id: z.string(),
    kind: z.enum(['trial', 'production']),
    name: z.string(),
    team: z.string(),
    licensee: z.string(),
    products: z.array(z.string()),
    platforms: z.array(platform),
    apps: z.array(app),
    state: z.enum(LICENSE_STATES),
    stateReason: z.string().nullable(),
    stateSince: instant.nullable(),
    stateUntil: instant.nullable(),
    startsAt: instant,
    endsAt: instant.nullable(),
    leaseSeconds: z.int(),
    graceSeconds: z.int(),
    retrySeconds: z.int(),
    agreement: z.string().nullable(),
    replacedBy: z.string().nullable(),
    keyCopiedAt: instant.nullable(),
    createdAt: instant,
    createdBy: z.uuid(),
    version: z.int(),
  })
  .meta({ id: 'License' });
export type License = z.infer<typeof license>;

/** A license in a list: the license, and when it was last asked about. */
export const listedLicense = license
  .extend({ lastCheckAt: instant.nullable() })
  .meta({ id: 'ListedLicense' });
export type ListedLicense = z.infer<typeof listedLicense>;

/** What was asked for waits for a second member of staff. */
export const approvalAsked = z.object({ approval: z.uuid() }).meta({ id: 'ApprovalAsked' });

/** An identifier as it is asked for. Without `value`, `self-hosted` is issued one. */
export const newApp = z.strictObject({
  platform,
  value: z.string().trim().max(255, 'An application identifier has at most 255 characters.').optional(),
  environment: line(40).optional(),
});

export const trialInput = z.strictObject({
  kind: z.literal('trial'),
  team: term(60).optional(),
  name: line(100).optional(),
  products: z.array(term(40)).min(1, 'Choose at least one product.').max(20),
  platforms: z.array(platform).min(1, 'Choose at least one platform.').max(7),
  apps: z.array(newApp).min(1, 'Register at least one application identifier.').max(200),
});
export type TrialInput = z.infer<typeof trialInput>;

const productionInput = z.strictObject({
  kind: z.literal('production'),
  agreement: term(60),
  team: term(60).optional(),
  name: line(100).optional(),
  products: z.array(term(40)).max(20).optional(),
  platforms: z.array(platform).max(7).optional(),
  apps: z.array(newApp).max(MAX_AGREEMENT_APPS).default([]),
});

export const lease = z
  .object({
    app: z.string(),
    platform,
    lastLeaseAt: instant.nullable(),
    leaseEndsAt: instant.nullable(),
    graceEndsAt: instant.nullable(),
    running: z.int(),
  })
  .meta({ id: 'Lease' });
export type Lease = z.infer<typeof lease>;

export const CHECK_GROUPS = ['hour', 'day', 'app', 'version', 'platform', 'os'] as const;
const counts = { lease: z.int(), lock: z.int(), refusal: z.int(), total: z.int() };
/** Counts of checks; the member named like `by` says of what. */
export const checkCounts = z
  .object({
    hour: instant.optional(),
    day: z.iso.date().optional(),
    app: z.string().optional(),
    version: z.string().optional(),
    platform: z.string().optional(),
    os: z.string().optional(),
    ...counts,
  })
  .meta({ id: 'CheckCounts' });
export type CheckCounts = z.infer<typeof checkCounts>;

export const byId = z.object({ id: z.string() });
export const range = { from: givenInstant.optional(), to: givenInstant.optional() };

export const licenses = {
  list: oc
    .route({ method: 'GET', path: '/licenses', summary: 'The licenses of your teams', tags: ['Licenses'] })
    .input(
      z.object({
        team: term(60).optional(),
        of: z
          .enum(['mine', 'every-team'])
          .optional()
          .meta({ description: 'For staff: of every team, also when they belong to one.' }),
        state: z.enum(LICENSE_STATES).optional(),
        kind: z.enum(['trial', 'production']).optional(),
        product: term(40).optional(),
        agreement: term(60).optional(),
        q: term(200).optional(),
        ...paging,
      }),
    )
    .output(page(listedLicense))
    .errors(problems('not-found')),
  create: oc
    .route({
      method: 'POST',
      path: '/licenses',
      successStatus: 201,
      summary: 'Create a trial, or issue a production license (sales)',
      description:
        'A production license covers all that its agreement does, where `products` and `platforms` are left out.',
      tags: ['Licenses'],
    })
    .input(z.discriminatedUnion('kind', [trialInput, productionInput]))
    .output(license)
    .errors(
      problems(
        'forbidden',
        'not-found',
        'invalid-input',
        'conflict',
        'trial-limit-running',
        'trial-limit-year',
        'too-many-apps',
      ),
    ),
  read: oc
    .route({ method: 'GET', path: '/licenses/{id}', summary: 'One license', tags: ['Licenses'] })
    .input(byId)
    .output(license)
    .errors(problems('not-found')),
  rename: oc
    .route({ method: 'PATCH', path: '/licenses/{id}', summary: 'Rename a license', tags: ['Licenses'] })
    .input(z.strictObject({ id: z.string(), name: line(100) }))
    .output(license)
    .errors(problems('not-found', 'forbidden', 'stale-version')),
  key: oc
    .route({ method: 'GET', path: '/licenses/{id}/key', summary: 'The license key', tags: ['Licenses'] })
    .input(byId)
    .output(z.object({ key: z.string(), fingerprint: z.string() }))
    .errors(problems('not-found', 'forbidden')),
  convert: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/convert',
      summary: 'Make a trial a production license in place (sales)',
      description: 'License ID and key stay; devices get production at the next check.',
      tags: ['Licenses'],
    })
    .input(
      z.strictObject({
        id: z.string(),
        agreement: term(60),
        products: z.array(term(40)).max(20).optional(),
        platforms: z.array(platform).max(7).optional(),
      }),
    )
    .output(license)
    .errors(
      problems('not-found', 'forbidden', 'invalid-input', 'conflict', 'too-many-apps', 'stale-version'),
    ),
  lock: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/lock',
      summary: 'Lock a license (staff)',
      description:
        'A trial is locked at once. For a production license the answer is 202 with an approval: it is locked, for 14 days at most, when a second member of staff approves.',
      tags: ['Licenses'],
    })
    .input(z.strictObject({ id: z.string(), reason: line(500), note: line(2000).optional() }))
    .output(z.union([license, approvalAsked]))
    .errors(problems('not-found', 'forbidden', 'conflict', 'stale-version')),
  unlock: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/unlock',
      summary: 'Unlock a license (staff)',
      tags: ['Licenses'],
    })
    .input(z.strictObject({ id: z.string(), note: line(2000) }))
    .output(license)
    .errors(problems('not-found', 'forbidden', 'conflict', 'stale-version')),
  apps: oc
    .route({
      method: 'GET',
      path: '/licenses/{id}/apps',
      summary: 'Registered identifiers',
      tags: ['Identifiers'],
    })
    .input(byId.extend(wholePaging))
    .output(page(app))
    .errors(problems('not-found')),
  registerApp: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/apps',
      successStatus: 201,
      summary: 'Register an application identifier',
      description:
        'Counts from the next check on. Without `value`, `self-hosted` is issued an APP- identifier.',
      tags: ['Identifiers'],
    })
    .input(newApp.extend({ id: z.string() }))
    .output(app)
    .errors(
      problems('not-found', 'forbidden', 'invalid-input', 'app-taken', 'too-many-apps', 'stale-version'),
    ),
  removeApp: oc
    .route({
      method: 'DELETE',
      path: '/licenses/{id}/apps/{appId}',
      successStatus: 204,
      summary: 'Remove an application identifier',
      description: 'It is refused from the next check on; leases already granted run out.',
      tags: ['Identifiers'],
    })
    .input(z.object({ id: z.string(), appId: z.string() }))
    .errors(problems('not-found', 'forbidden', 'stale-version')),
  leases: oc
    .route({
      method: 'GET',
      path: '/licenses/{id}/leases',
      summary: 'The last lease of each identifier',
      description: '`running` is estimated from the hourly counts.',
      tags: ['Checks'],
    })
    .input(byId.extend(wholePaging))
    .output(page(lease))
    .errors(problems('not-found')),
  checks: oc
    .route({ method: 'GET', path: '/licenses/{id}/checks', summary: 'Checks counted', tags: ['Checks'] })
    .input(z.object({ id: z.string(), by: z.enum(CHECK_GROUPS).default('day'), ...range, ...wholePaging }))
    .output(page(checkCounts))
    .errors(problems('not-found', 'invalid-input')),
};
