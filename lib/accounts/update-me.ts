import { updatePersonName } from '#db/queries/people.ts';
import { done, notFound, useCase } from '#lib/use-case.ts';
import { findMe, type Me } from './read-me.ts';

/** Changes the name of whoever asks (1 to 100 characters, one line). Answers `not-found` for a command. */
export const updateMe = useCase<{ name: string }, Me, 'not-found'>({
  action: 'me.update',
  async run(act, { name }) {
    const me = await findMe(act);
    if (!me) return notFound();
    await updatePersonName(act.tx, me.id, name);
    return done({ ...me, name }, { subject: { type: 'person', id: me.id } });
  },
});
