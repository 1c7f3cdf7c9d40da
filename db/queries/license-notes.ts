import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { Handle, Tx } from '../client.ts';
import { people } from '../schema/accounts.ts';
import { licenseNotes } from '../schema/support.ts';

export type NoteRow = { id: string; at: Date; body: string; author: string | null };
export type Before = { at: Date; id: string } | undefined;

const columns = { id: licenseNotes.id, at: licenseNotes.at, body: licenseNotes.body, author: people.name };

/** What staff noted on a license, newest first, one more than `limit` when there are more. Index: license_notes_license. */
export async function listNotesForStaff(
  handle: Handle,
  licenseId: string,
  { limit, before }: { limit: number; before: Before },
): Promise<NoteRow[]> {
  const older =
    before &&
    or(lt(licenseNotes.at, before.at), and(eq(licenseNotes.at, before.at), lt(licenseNotes.id, before.id)));
  return handle
    .select(columns)
    .from(licenseNotes)
    .leftJoin(people, eq(people.id, licenseNotes.authorId))
    .where(and(eq(licenseNotes.licenseId, licenseId), older))
    .orderBy(desc(licenseNotes.at), desc(licenseNotes.id))
    .limit(limit + 1);
}

/** Gives the new note's ID. */
export async function insertNote(
  tx: Tx,
  note: { licenseId: string; authorId: string | null; at: Date; body: string },
): Promise<NoteRow> {
  const [row] = await tx.insert(licenseNotes).values(note).returning({ id: licenseNotes.id });
  const [written] = row
    ? await tx
        .select(columns)
        .from(licenseNotes)
        .leftJoin(people, eq(people.id, licenseNotes.authorId))
        .where(eq(licenseNotes.id, row.id))
    : [];
  if (!written) throw new Error('the note was not inserted');
  return written;
}
