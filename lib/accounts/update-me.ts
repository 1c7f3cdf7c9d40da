import { updateMutedNotices, updatePersonName } from '#db/queries/people.ts';
import { NOTICE_KINDS, type NoticeKind } from '#lib/domain/recipients.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { findMe, type Me } from './read-me.ts';

type UpdateMe = { name?: string | undefined; mutedNotices?: NoticeKind[] | undefined };

/**
 * Changes the name of whoever asks (1 to 100 characters, one line), and of what they are not mailed. What is left out
 * stays. Answers `not-found` for a command.
 */
export const updateMe = useCase<UpdateMe, Me, 'not-found'>({
  action: 'me.update',
  async run(act, { name, mutedNotices }) {
    const me = await findMe(act);
    if (!me) return notFound();
    if (name !== undefined) await updatePersonName(act.tx, me.id, name);
    const muted = mutedNotices && NOTICE_KINDS.filter((kind) => mutedNotices.includes(kind));
    if (muted) await updateMutedNotices(act.tx, me.id, muted);
    return done(
      { ...me, name: name ?? me.name, mutedNotices: muted ?? me.mutedNotices },
      {
        subject: { type: 'person', id: me.id },
        ...(muted && { before: { mutedNotices: me.mutedNotices }, after: { mutedNotices: muted } }),
      },
    );
  },
});
