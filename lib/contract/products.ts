import { oc } from '@orpc/contract';
import { z } from 'zod';
import { page, platform, wholePaging } from './values.ts';

export const product = z
  .object({
    name: z.string(),
    description: z.string(),
    platforms: z.array(platform),
    currentVersion: z.string(),
    docsUrl: z.string().nullable(),
    leaseSeconds: z.int(),
    graceSeconds: z.int(),
    retrySeconds: z.int(),
    trialLeaseSeconds: z.int(),
    trialGraceSeconds: z.int(),
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof product>;

export const products = {
  list: oc
    .route({ method: 'GET', path: '/products', summary: 'The catalogue', tags: ['Products'] })
    .input(z.object(wholePaging).optional())
    .output(page(product)),
};
