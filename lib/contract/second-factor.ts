import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './problems.ts';
import { instant } from './values.ts';

export const secondFactor = z
  .object({
    state: z.enum(['off', 'on']),
    required: z
      .boolean()
      .meta({ description: 'Staff must have one, unless the installation says otherwise.' }),
    given: z.boolean().meta({ description: 'Whether it was given in this session.' }),
    confirmedAt: instant.nullable(),
    recoveryCodesLeft: z.int(),
    asksPassword: z.boolean().meta({ description: 'Whether setting one up takes your password again.' }),
  })
  .meta({ id: 'SecondFactor' });
export type SecondFactor = z.infer<typeof secondFactor>;

/** A code as it was typed: six digits, or a recovery code. */
const code = z.string().trim().min(1, 'Type a code.').max(40, 'A code has at most 40 characters.');
const recoveryCodes = z.object({
  recoveryCodes: z.array(z.string()).meta({ description: 'Shown this once. Each works once.' }),
});

export const secondFactorOperations = {
  read: oc
    .route({
      method: 'GET',
      path: '/me/second-factor',
      summary: 'Your second factor, and how it stands in this session',
      description: 'For sessions alone, as all of these; a token needs no second factor.',
      tags: ['Second factor'],
    })
    .output(secondFactor),
  start: oc
    .route({
      method: 'POST',
      path: '/me/second-factor',
      summary: 'Begin to set up a second factor',
      description:
        'Gives a secret (RFC 6238: SHA-1, six digits, 30 seconds), its `otpauth:` address, and that as a QR code (SVG). It counts once it is enabled. `password` may be left out within 15 minutes of signing in.',
      tags: ['Second factor'],
    })
    .input(z.strictObject({ password: z.string().max(1000).optional() }))
    .output(z.object({ secret: z.string(), uri: z.string(), qr: z.string() }))
    .errors(problems('conflict', 'too-many-requests')),
  enable: oc
    .route({
      method: 'POST',
      path: '/me/second-factor/enable',
      summary: 'Turn the second factor on',
      description: 'With a code made from the secret. It counts as given in this session.',
      tags: ['Second factor'],
    })
    .input(z.strictObject({ code }))
    .output(recoveryCodes)
    .errors(problems('conflict', 'too-many-requests')),
  give: oc
    .route({
      method: 'POST',
      path: '/me/second-factor/give',
      summary: 'Give the second factor in this session',
      description: 'A code of the app, or a recovery code. Each is accepted once.',
      tags: ['Second factor'],
    })
    .input(z.strictObject({ code }))
    .output(z.object({ by: z.enum(['code', 'recovery-code']), recoveryCodesLeft: z.int() }))
    .errors(problems('conflict', 'too-many-requests')),
  disable: oc
    .route({
      method: 'POST',
      path: '/me/second-factor/disable',
      successStatus: 204,
      summary: 'Turn the second factor off',
      description: 'With one of its codes. Staff cannot while they must have one.',
      tags: ['Second factor'],
    })
    .input(z.strictObject({ code }))
    .errors(problems('conflict', 'too-many-requests')),
  renewCodes: oc
    .route({
      method: 'POST',
      path: '/me/second-factor/recovery-codes',
      summary: 'Make new recovery codes',
      description: 'With a code. Those before are dead.',
      tags: ['Second factor'],
    })
    .input(z.strictObject({ code }))
    .output(recoveryCodes)
    .errors(problems('conflict', 'too-many-requests')),
};
