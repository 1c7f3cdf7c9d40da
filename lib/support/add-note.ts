import { insertNote } from '#db/queries/license-notes.ts';
import { licenseIdOf, locateLicense } from '#lib/licensing/locate-license.ts';
import { done, useCase } from '#lib/use-case.ts';

export type NoteView = { id: string; at: string; author: string | null; body: string };

/** Notes something on a license, for staff alone. The audit log says that it was, not what. Answers `not-found`, `forbidden`. */
export const addNote = useCase<{ id: string; body: string }, NoteView>({
  action: 'note.add',
  locate: locateLicense,
  run: async ({ tx, actor, now }, { id, body }) => {
    const licenseId = licenseIdOf(id);
    const note = await insertNote(tx, { licenseId, authorId: actor.personId, at: new Date(now), body });
    return done(
      { ...note, at: note.at.toISOString() },
      { subject: { type: 'license', id: licenseId }, after: { note: note.id } },
    );
  },
});
