import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './problems.ts';
import { instant, line, page, platform, term, wholePaging } from './values.ts';

export const product = z
  .object({
    name: z.string(),
    formerNames: z
      .array(z.string())
      .meta({ description: 'Names that devices in the field may go on saying.' }),
    description: z.string(),
    platforms: z.array(platform),
    currentVersion: z.string(),
    docsUrl: z.string().nullable(),
    position: z.int(),
    leaseSeconds: z.int(),
    graceSeconds: z.int(),
    retrySeconds: z.int(),
    trialLeaseSeconds: z.int(),
    trialGraceSeconds: z.int(),
    retiredAt: instant.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof product>;

/** A lease, grace or retry time; the bounds are those of product.md. */
const seconds = (most: number) =>
  z.int('Give whole seconds.').min(60, 'At least 60 seconds.').max(most, `At most ${most} seconds.`);

const terms = {
  name: line(40),
  description: line(200),
  platforms: z
    .array(platform)
    .min(1, 'Choose at least one platform.')
    .max(7)
    .refine((chosen) => new Set(chosen).size === chosen.length, 'Name each platform once.'),
  currentVersion: z
    .string()
    .trim()
    .max(32, 'At most 32 characters.')
    .regex(/^\d+(\.\d+)*(-[0-9A-Za-z.+-]+)?$/, 'This is no version. It looks like 7.8.1 or 7.8.1-beta.'),
  docsUrl: z
    .url({ protocol: /^https?$/, error: 'This is no web address. It begins with https://.' })
    .max(500, 'At most 500 characters.')
    .nullable(),
  position: z.int('Give a whole number.').min(1, 'At least 1.').max(9_999, 'At most 9999.'),
  leaseSeconds: seconds(2_592_000),
  graceSeconds: seconds(2_592_000),
  retrySeconds: seconds(86_400),
  trialLeaseSeconds: seconds(2_592_000),
  trialGraceSeconds: seconds(2_592_000),
};

export const newProduct = z.strictObject({
  ...terms,
  docsUrl: terms.docsUrl.default(null),
  position: terms.position.optional().meta({ description: 'Where it stands; last when left out.' }),
  leaseSeconds: terms.leaseSeconds.default(86_400),
  graceSeconds: terms.graceSeconds.default(259_200),
  retrySeconds: terms.retrySeconds.default(300),
  trialLeaseSeconds: terms.trialLeaseSeconds.default(3_600),
  trialGraceSeconds: terms.trialGraceSeconds.default(86_400),
});

export const productChange = z
  .strictObject({
    ...terms,
    retired: z.boolean().meta({ description: 'True: no longer offered. False: offered again.' }),
  })
  .partial();

export const products = {
  list: oc
    .route({ method: 'GET', path: '/products', summary: 'The catalogue', tags: ['Products'] })
    .input(
      z
        .object({
          retired: z
            .stringbool()
            .optional()
            .meta({ description: 'Also products that were retired, after the others.' }),
          ...wholePaging,
        })
        .optional(),
    )
    .output(page(product)),
  add: oc
    .route({
      method: 'POST',
      path: '/products',
      successStatus: 201,
      summary: 'Add a product',
      tags: ['Products'],
    })
    .input(newProduct)
    .output(product)
    .errors(problems('forbidden', 'invalid-input', 'conflict')),
  update: oc
    .route({
      method: 'PATCH',
      path: '/products/{product}',
      summary: 'Change, rename, retire or restore a product',
      description:
        'A renamed product goes on being accepted under its former names. Numbers and platforms bear on new licenses; nothing here narrows a license in force.',
      tags: ['Products'],
    })
    .input(productChange.extend({ product: term(40).meta({ description: 'Its name now.' }) }))
    .output(product)
    .errors(problems('forbidden', 'not-found', 'invalid-input', 'conflict', 'stale-version')),
};
