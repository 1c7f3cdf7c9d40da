import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './problems.ts';
import { instant, term } from './values.ts';

export const KEY_STATES = ['next', 'active', 'retiring', 'retired', 'revoked', 'spare'] as const;

const jwk = {
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
};

export const listedKey = z
  .object({
    ...jwk,
    state: z.enum(KEY_STATES),
    createdAt: instant,
    activatedAt: instant.nullable(),
    retiredAt: instant.nullable().meta({ description: 'When it signed for the last time.' }),
    neededUntil: instant
      .nullable()
      .meta({ description: 'Until when leases may run that a retiring key signed; null for others.' }),
  })
  .meta({ id: 'SigningKey' });
export type ListedKey = z.infer<typeof listedKey>;

export const keySet = z.object({
  ver: z.int(),
  endsAt: instant,
  isCurrent: z.boolean().meta({ description: 'It lists just the keys that count.' }),
  isRootOnline: z.boolean(),
});

export const keyList = z.object({
  roots: z.array(z.object(jwk)),
  answers: z.array(listedKey),
  licenses: z.array(listedKey),
  keySet: keySet.nullable(),
});
export type KeyList = z.infer<typeof keyList>;

const use = z.enum(['answer', 'license']);

export const keys = {
  list: oc
    .route({ method: 'GET', path: '/keys', summary: 'The public signing keys', tags: ['Keys'] })
    .output(keyList)
    .errors(problems('forbidden')),
  rotate: oc
    .route({
      method: 'POST',
      path: '/keys/rotate',
      summary: 'Take the next step of a rotation',
      description: 'Publishes a next key; where there is one, signs with it and lets the former retire.',
      tags: ['Keys'],
    })
    .input(z.strictObject({ use: use.default('answer') }))
    .output(
      z.object({
        did: z.enum(['published', 'activated']),
        use,
        kid: z.string(),
        retiring: z.string().optional(),
        keySet,
      }),
    )
    .errors(problems('forbidden', 'conflict')),
  retire: oc
    .route({
      method: 'POST',
      path: '/keys/retire',
      summary: 'Retire the keys that nothing in the field needs any more',
      tags: ['Keys'],
    })
    .output(
      z.object({
        retired: z.array(z.string()),
        waiting: z.array(z.object({ kid: z.string(), until: instant })),
        keySet,
      }),
    )
    .errors(problems('forbidden', 'conflict')),
  revoke: oc
    .route({
      method: 'POST',
      path: '/keys/{kid}/revoke',
      summary: 'Drop a key at once, and make another that signs',
      tags: ['Keys'],
    })
    .input(z.strictObject({ kid: term(20) }))
    .output(
      z.object({
        kid: z.string(),
        use,
        successor: z.string().nullable(),
        licenses: z.int().nullable(),
        keySet,
      }),
    )
    .errors(problems('forbidden', 'not-found', 'conflict')),
};
