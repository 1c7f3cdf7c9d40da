import { listNotesForStaff } from '#db/queries/license-notes.ts';
import { readMoment, writeMoment } from '#lib/domain/moment-cursor.ts';
import type { Page } from '#lib/domain/page-of.ts';
import { foreignCursor } from '#lib/done-page.ts';
import { licenseIdOf, locateLicense } from '#lib/licensing/locate-license.ts';
import { done, useCase } from '#lib/use-case.ts';
import type { NoteView } from './add-note.ts';

/** What staff noted on a license, newest first. Answers `not-found`, `forbidden`, `invalid-input`. */
export const listNotes = useCase<
  { id: string; limit: number; cursor?: string | undefined },
  Page<NoteView>,
  'invalid-input'
>({
  action: 'note.read',
  locate: locateLicense,
  run: async ({ tx }, { id, limit, cursor }) => {
    const before = readMoment(cursor);
    if (before === null) return foreignCursor();
    const rows = await listNotesForStaff(tx, licenseIdOf(id), {
      limit,
      before: before && { at: new Date(before.at), id: before.id },
    });
    const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    const last = items.at(-1);
    return done({ items, next: rows.length > limit && last ? writeMoment(last) : null });
  },
});
