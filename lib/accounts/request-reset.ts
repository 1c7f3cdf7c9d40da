import { randomUUID } from 'node:crypto';
import { insertPasswordLinkByEmail } from '#db/queries/password-links.ts';
import { linkToken, tokenHash } from '#lib/notices/link-token.ts';
import { mailJob } from '#lib/notices/notices.ts';
import { done, useCase } from '#lib/use-case.ts';
import { mayMail, tooManyRequests } from './limits.ts';

const LINK_MS = 3_600_000;

/**
 * Somebody has forgotten their password: mails a link that works for an hour, if the address has an account. The
 * answer, the statements and the job are the same if it has none; then the job finds nothing to mail. Answers
 * `too-many-requests` after 10 in an hour for an address, but for a network's first two, or 30 from a network.
 */
export const requestReset = useCase<{ email: string }, { sent: boolean; done: boolean }, 'too-many-requests'>(
  {
    action: 'account.request-reset',
    async run({ tx, now, network, enqueue }, { email }) {
      const isAllowed = await mayMail(tx, 'reset', { address: email, network, now });
      if (!isAllowed) return tooManyRequests();

      const id = randomUUID();
      const link = { id, tokenHash: tokenHash(linkToken('password', id)), now, expiresAt: now + LINK_MS };
      await insertPasswordLinkByEmail(tx, email, link);
      await enqueue(mailJob('reset-password', id));
      return done({ sent: true, done: false }, { subject: { type: 'password-link', id } });
    },
  },
);
