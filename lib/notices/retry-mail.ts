import { lockMail } from '#db/queries/mail.ts';
import { done, failed, notFound, useCase } from '#lib/use-case.ts';
import { deliveryJob } from './notices.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Tries a mail that is owed again now, whatever its job waits for. Answers `not-found`, `forbidden`, `conflict`. */
export const retryMail = useCase<{ id: string }, undefined, 'not-found' | 'conflict'>({
  action: 'mail.retry',
  async run({ tx, enqueue }, { id }) {
    const mail = UUID.test(id) ? await lockMail(tx, id) : null;
    if (!mail) return notFound();
    if (mail.acceptedAt) return failed('conflict', 'This mail was accepted already. It is not sent again.');
    if (mail.droppedAt)
      return failed('conflict', 'There is nothing to tell any more: this mail was dropped.');
    await enqueue(deliveryJob(id));
    return done(undefined, { subject: { type: 'mail', id } });
  },
});
