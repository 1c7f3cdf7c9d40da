import { createHash } from 'node:crypto';
import type { EntryTexts } from '#db/queries/audit-chain.ts';

/** What the hashed bytes begin with, so that they can be mistaken for nothing else. */
const FORM = 'leasehold-audit-1';

/** The hash before the first link. */
export const NO_HASH = '';

/** Where an entry stands: its position in the chain (from 1), and the hash of the link before it. */
export type Standing = { previous: string; position: number };

/**
 * The bytes that a link's hash is taken of: the form, the hash before it, the position, and each column of the entry in
 * this order, as netstrings (`5:hello,`, the length in bytes of UTF-8); a column that is null is `-,`. So no two entries
 * have the same bytes, and JSON is hashed as Postgres keeps it (docs/audit.md).
 */
export function canonicalBytes({ previous, position }: Standing, entry: EntryTexts): Buffer {
  const fields = [
    FORM,
    previous,
    String(position),
    entry.id,
    entry.xact,
    entry.at,
    entry.actorKind,
    entry.actorId,
    entry.action,
    entry.subjectType,
    entry.subjectId,
    entry.teamId,
    entry.before,
    entry.after,
  ];
  return Buffer.from(
    fields.map((field) => (field === null ? '-,' : `${Buffer.byteLength(field)}:${field},`)).join(''),
  );
}

/** The hash of the link that an entry makes: SHA-256, base64url. */
export function linkHash(standing: Standing, entry: EntryTexts): string {
  return createHash('sha256').update(canonicalBytes(standing, entry)).digest('base64url');
}
