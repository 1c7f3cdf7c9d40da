import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problems } from './problems.ts';
import { line } from './values.ts';

export const email = z
  .string()
  .trim()
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('This is not an e-mail address. It looks like name@example.com.'));

/** NIST SP 800-63B: length alone, no composition rules; argon2id takes any length, 200 keeps it bounded. */
export const password = z
  .string()
  .min(10, 'A password has at least 10 characters. A few words in a row are easy to keep.')
  .max(200, 'A password has at most 200 characters.');

const sent = z.object({ sent: z.literal(true) });

export const accounts = {
  signUp: oc
    .route({
      method: 'POST',
      path: '/accounts',
      successStatus: 202,
      summary: 'Sign up',
      description: 'Sends a mail with a link. The answer is the same whether or not the address is known.',
      tags: ['Accounts'],
    })
    .input(z.strictObject({ email, password, name: line(100), team: line(100) }))
    .output(sent)
    .errors(problems('too-many-requests')),
  verify: oc
    .route({
      method: 'POST',
      path: '/accounts/verify',
      summary: 'Verify an e-mail address',
      description:
        'Activates the sign-up the token was made for. Repeating it answers the same. Creates no session.',
      tags: ['Accounts'],
    })
    .input(z.strictObject({ token: z.string().min(1).max(200) }))
    .output(z.object({ team: z.string() }))
    .errors(problems('invalid-token')),
  reset: oc
    .route({
      method: 'POST',
      path: '/accounts/reset',
      successStatus: 202,
      summary: 'Ask for a link to set a password, or set it',
      description:
        'With `email`: sends a link, whatever the address. With `token` and `password`: sets the password and ends every session.',
      tags: ['Accounts'],
    })
    .input(
      z.union([z.strictObject({ email }), z.strictObject({ token: z.string().min(1).max(200), password })]),
    )
    .output(z.object({ sent: z.boolean(), done: z.boolean() }))
    .errors(problems('invalid-token', 'too-many-requests')),
  becomeOperator: oc
    .route({
      method: 'POST',
      path: '/accounts/operator',
      summary: 'Become the first operator',
      description: 'With the one-time link that the first start prints. Creates no session.',
      tags: ['Accounts'],
    })
    .input(z.strictObject({ token: z.string().min(1).max(200), email, password, name: line(100) }))
    .output(z.object({ email: z.string() }))
    .errors(problems('invalid-token', 'conflict')),
};
