import { oc } from '@orpc/contract';
import { z } from 'zod';
import { MAX_OVERLAP_SECONDS } from '#lib/domain/key-replacement.ts';
import { MAX_EXTENSION_DAYS } from '#lib/domain/trial-extension.ts';
import { isVersionCap } from '#lib/domain/version-cap.ts';
import { nearMiss, registrable } from './explain.ts';
import { approvalAsked, byId, license, newApp, range } from './licenses.ts';
import { problems } from './problems.ts';
import { givenInstant, instant, line, page, platform, term, wholePaging } from './values.ts';

/** Refused checks with one reason and one offending value, and what mends them. */
export const refusal = z
  .object({
    code: z.string(),
    value: z.string(),
    platform: platform.nullable(),
    count: z.int(),
    since: instant,
    lastAt: instant,
    expected: z.string(),
    apps: z.array(z.string()),
    fix: z.string(),
    who: z.enum(['developer', 'team', 'sales', 'support', 'operator', 'nobody']),
    nearMiss: nearMiss.nullable(),
    register: registrable.nullable(),
    isFixed: z.boolean(),
  })
  .meta({ id: 'Refusal' });
export type Refusal = z.infer<typeof refusal>;

/** A change that can lock or unlock; what is left out stays as it is. */
export const licenseChange = z.strictObject({
  addApps: z.array(newApp).max(200).optional(),
  removeApps: z.array(z.uuid()).max(10_000).optional(),
  products: z.array(term(40)).max(20).optional(),
  platforms: z.array(platform).max(7).optional(),
  versionCap: z
    .string()
    .refine(isVersionCap, 'A version cap is one to four numbers with dots, as in 7 or 7.8.')
    .nullable()
    .optional(),
  lock: z.boolean().optional(),
  revoke: z.boolean().optional(),
  endsAt: givenInstant.nullable().optional(),
});
export type LicenseChange = z.infer<typeof licenseChange>;

const outcome = z.enum(['lease', 'lock', 'refusal']);

export const dryRun = z
  .object({
    from: instant,
    to: instant,
    at: instant,
    checks: z.int(),
    stops: z.int(),
    starts: z.int(),
    changed: z.array(
      z.object({
        platform,
        app: z.string(),
        product: z.string(),
        version: z.string(),
        count: z.int(),
        lastAt: instant,
        before: outcome,
        after: outcome,
        code: z.string().nullable(),
      }),
    ),
    changedKinds: z.int(),
    running: z.int(),
    leasesUntil: instant.nullable(),
    graceUntil: instant.nullable(),
  })
  .meta({ id: 'DryRun' });
export type DryRun = z.infer<typeof dryRun>;

/** What is done to a license beside what its team edits: operations of the resource `licenses`. */
export const licenseActs = {
  extend: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/extend',
      summary: 'Extend a trial',
      description: 'A team does so once, by 14 days; sales by `days`, 14 if left out.',
      tags: ['Licenses'],
    })
    .input(
      z.strictObject({
        id: z.string(),
        reason: line(500),
        days: z.int().min(1).max(MAX_EXTENSION_DAYS).optional(),
      }),
    )
    .output(license)
    .errors(
      problems('not-found', 'forbidden', 'invalid-input', 'conflict', 'trial-limit-running', 'stale-version'),
    ),
  refusals: oc
    .route({
      method: 'GET',
      path: '/licenses/{id}/refusals',
      summary: 'Refused checks, by reason and offending value',
      description: 'With the fix of each, and the registered identifier that a refused one resembles.',
      tags: ['Checks'],
    })
    .input(z.object({ id: z.string(), ...range, ...wholePaging }))
    .output(page(refusal))
    .errors(problems('not-found', 'invalid-input')),
  dryRun: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/dry-run',
      summary: 'What a change would have meant for the last 30 days of checks',
      description:
        'Changes nothing. Replays the hourly counts through the decision, with and without the change.',
      tags: ['Licenses'],
    })
    .input(z.strictObject({ id: z.string(), change: licenseChange }))
    .output(dryRun)
    .errors(problems('not-found', 'invalid-input')),
  keyCopied: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/key-copied',
      successStatus: 204,
      summary: 'Note that the key was copied on the dashboard',
      tags: ['Licenses'],
    })
    .input(byId)
    .errors(problems('not-found', 'forbidden')),
  replaceKey: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/replace-key',
      successStatus: 201,
      summary: 'Replace a key that leaked',
      description:
        'Gives the new License ID of the same license terms. Both are accepted for the overlap (14 days when none is chosen), then the old one is revoked.',
      tags: ['Licenses'],
    })
    .input(
      z.strictObject({
        id: z.string(),
        overlapSeconds: z.int().min(0).max(MAX_OVERLAP_SECONDS).optional(),
        overlapDays: z
          .int()
          .min(0)
          .max(MAX_OVERLAP_SECONDS / 86_400)
          .optional(),
      }),
    )
    .output(license)
    .errors(problems('not-found', 'forbidden', 'conflict', 'stale-version')),
  revoke: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/revoke',
      summary: 'Revoke a trial, or a License ID that was replaced',
      description: 'For good, from the next check on. A production license cannot be revoked.',
      tags: ['Licenses'],
    })
    .input(z.strictObject({ id: z.string() }))
    .output(license)
    .errors(problems('not-found', 'forbidden', 'conflict', 'stale-version')),
  renewLock: oc
    .route({
      method: 'POST',
      path: '/licenses/{id}/renew-lock',
      successStatus: 202,
      summary: 'Ask to renew an emergency lock (staff)',
      description: '14 days more from the moment at which a second member of staff approves.',
      tags: ['Licenses'],
    })
    .input(z.strictObject({ id: z.string(), note: line(2000) }))
    .output(approvalAsked)
    .errors(problems('not-found', 'forbidden', 'conflict', 'stale-version')),
};
