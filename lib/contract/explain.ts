import { oc } from '@orpc/contract';
import { z } from 'zod';
import { readJws } from '#sdk/protocol/jws.ts';
import { inspectLicenseKey } from '#sdk/protocol/license-key-words.ts';
import { outcomeOf } from '#sdk/protocol/verify.ts';
import { problems } from './problems.ts';
import { instant, platform, term } from './values.ts';

const pastedKey = z
  .string()
  .max(4096, 'A license key has at most 4096 characters.')
  .superRefine((text, context) => {
    const read = inspectLicenseKey(text);
    if (!read.ok) context.addIssue({ code: 'custom', message: read.detail });
  });

const pastedAnswer = z
  .string()
  .trim()
  .max(4096, 'An answer has at most 4096 characters.')
  .refine(
    (text) => outcomeOf(readJws(text)?.header.typ ?? '') !== null,
    'This is not an answer of a license server: it is one long text in three parts, of the type lease, lock or refusal.',
  );

/**
 * What is to be explained: the license by its ID, its key or an answer a device got; and what the device would send.
 * What is left out comes from the answer, else from the license's last refused check, else from the license.
 */
export const explainInput = z
  .strictObject({
    license: term(40).optional(),
    key: pastedKey.optional(),
    answer: pastedAnswer.optional(),
    licensee: term(100).optional(),
    app: term(255).optional(),
    product: term(40).optional(),
    version: term(32).optional(),
    platform: platform.optional(),
    os: term(40).optional(),
    nonce: term(22).optional(),
  })
  .refine(
    ({ license, key, answer }) => [license, key, answer].filter((one) => one !== undefined).length === 1,
    'Give one of license, key and answer.',
  );
export type ExplainInput = z.infer<typeof explainInput>;

const WHO = ['developer', 'team', 'sales', 'support', 'operator', 'nobody'] as const;

export const explainedStep = z
  .object({
    rule: z.string(),
    passed: z.boolean(),
    expected: z.string(),
    actual: z.string(),
    fix: z.string().nullable(),
    code: z.string().nullable(),
    who: z.enum(WHO).nullable(),
  })
  .meta({ id: 'ExplainedStep' });
export type ExplainedStep = z.infer<typeof explainedStep>;

export const nearMiss = z
  .object({
    how: z.enum(['process-suffix', 'other-platform', 'case', 'debug-suffix', 'subdomain', 'suffix', 'typo']),
    resembles: z.object({ platform, value: z.string() }),
  })
  .meta({ id: 'NearMiss' });

/** What a click on "Register it" would send. */
export const registrable = z.object({ platform, value: z.string() });

export const explanation = z
  .object({
    decision: z.object({
      outcome: z.enum(['lease', 'lock', 'refusal']),
      code: z.string().nullable(),
      leaseSeconds: z.int().optional(),
      graceSeconds: z.int().optional(),
      retrySeconds: z.int().optional(),
    }),
    steps: z.array(explainedStep),
    license: z.object({ id: z.string(), name: z.string(), team: z.string() }).nullable(),
    request: z.object({
      license: z.string(),
      licensee: z.string(),
      app: z.string(),
      product: z.string(),
      version: z.string(),
      platform,
      os: z.string(),
    }),
    filledFrom: z.enum(['request', 'answer', 'last-refused-check', 'last-check', 'license']),
    lastRefusedAt: instant.nullable(),
    given: z
      .object({
        kind: z.enum(['key', 'answer']),
        genuine: z.boolean(),
        says: z.string(),
        outcome: z.enum(['lease', 'lock', 'refusal']).optional(),
        code: z.string().nullable().optional(),
        issuedAt: instant.optional(),
        endsAt: instant.optional(),
      })
      .nullable(),
    nearMiss: nearMiss.nullable(),
    register: registrable.nullable(),
  })
  .meta({ id: 'Explanation' });
export type Explanation = z.infer<typeof explanation>;

export const explainOperations = {
  check: oc
    .route({
      method: 'POST',
      path: '/explain',
      summary: 'Explain a decision rule by rule',
      description:
        'Takes a check as a device sends it, or a license key, a License ID or an answer with what the device would send. Never counted as a check, and nothing is kept.',
      tags: ['Checks'],
    })
    .input(explainInput)
    .output(explanation)
    .errors(problems('not-found', 'invalid-input')),
};
