import { randomUUID } from 'node:crypto';
import { signUp } from '#lib/accounts/sign-up.ts';
import { verifyEmail } from '#lib/accounts/verify-email.ts';
import { ANONYMOUS } from '#lib/use-case.ts';
import type { Mailbox } from './mailbox.ts';

export type Account = { email: string; password: string; team: string };

/** An address nobody has used in this test. */
export const newAddress = () => `${randomUUID()}@example.com`;

/** Signs up and takes the token from the mail, as a person would. */
export async function signUpByMail(
  mailbox: Mailbox,
  input: { email: string; password: string; team?: string; name?: string },
) {
  await signUp(ANONYMOUS, { team: 'Acme', name: 'Ana Horvat', ...input }, { network: '127.0.0.1' });
  return tokenIn(await mailbox.linkTo(input.email));
}

export function tokenIn(link: URL): string {
  const token = link.searchParams.get('token');
  if (token === null) throw new Error(`${link} holds no token`);
  return token;
}

/** A person with a team of their own, made by signing up and following the link. */
export async function makeAccount(mailbox: Mailbox, password = 'correct horse battery'): Promise<Account> {
  const email = newAddress();
  const result = await verifyEmail(ANONYMOUS, { token: await signUpByMail(mailbox, { email, password }) });
  if (!result.ok) throw new Error(result.detail);
  return { email, password, team: result.value.team };
}
