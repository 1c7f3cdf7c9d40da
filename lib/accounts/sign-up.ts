import { randomUUID } from 'node:crypto';
import { findPersonByEmail } from '#db/queries/people.ts';
import { insertSignUp } from '#db/queries/sign-ups.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { linkToken, tokenHash } from '#lib/notices/link-token.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { hashPassword } from '#lib/platform/passwords.ts';
import { done, useCase } from '#lib/use-case.ts';
import { mayMail, tooManyRequests } from './limits.ts';

export type SignUpInput = { email: string; password: string; name: string; team: string };

const LINK_MS = 2 * DAY_MS;

/**
 * Somebody wants an account and a team. Whatever the address, the answer and the work are the same, and a mail goes
 * there: with a link that activates this very sign-up within 48 hours, or, when the address has an account, with word
 * of that. Signing up again mails a new link, which is how a lost mail is sent again; every link works for the
 * password and the team it was made for. Answers `too-many-requests` after 10 in an hour for an address (but for a network's first two), or 30 from a
 * network.
 */
export const signUp = useCase<SignUpInput, { sent: true }, 'too-many-requests'>({
  action: 'account.sign-up',
  async run({ tx, now, network, enqueue }, { email, password, name, team }) {
    const isAllowed = await mayMail(tx, 'sign-up', { address: email, network, now });
    if (!isAllowed) return tooManyRequests();

    const passwordHash = await hashPassword(password);
    const person = await findPersonByEmail(tx, email);
    if (person) {
      await enqueue(mailJob('account-exists', person.id));
      return done({ sent: true }, { subject: { type: 'person', id: person.id } });
    }
    const id = randomUUID();
    await insertSignUp(tx, {
      id,
      tokenHash: tokenHash(linkToken('verify', id)),
      email,
      name,
      teamName: team,
      passwordHash,
      now,
      expiresAt: now + LINK_MS,
    });
    await enqueue(mailJob('verify-address', id));
    return done({ sent: true }, { subject: { type: 'sign-up', id } });
  },
});
