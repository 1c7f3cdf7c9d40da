import { desc, gt, sql } from 'drizzle-orm';
import type { Handle, Tx } from '../client.ts';
import { auditHeads, auditLinks } from '../schema/audit.ts';

/** What an entry says, each column as text: the form in which it is hashed (docs/audit.md). */
export type EntryTexts = {
  id: string;
  xact: string;
  at: string;
  actorKind: string;
  actorId: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  teamId: string | null;
  before: string | null;
  after: string | null;
};

const texts = sql`e.id::text as id, e.xact::text as xact,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.actor_kind as "actorKind",
  e.actor_id::text as "actorId", e.action, e.subject_type as "subjectType", e.subject_id as "subjectId",
  e.team_id::text as "teamId", e.before::text as before, e.after::text as after`;

/** Where the chain ends. `xact` and `entryId` are those of the entry that was linked last; xact is null when it is gone. */
export type LastLink = { position: number; hash: string; entryId: string; xact: string | null };

/** Until the transaction ends nobody else seals; false when somebody does now. */
export async function trySealing(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ isOurs: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('audit sealer', 0)) as "isOurs"`,
  );
  return row?.isOurs ?? false;
}

/** Index: audit_links primary key. */
export async function findLastLink(handle: Handle): Promise<LastLink | null> {
  const [row] = await handle.execute<LastLink>(sql`
    select l.position::float8 as position, l.hash, l.entry_id::text as "entryId", e.xact::text as xact
    from audit_links l left join audit_entries e on e.id = l.entry_id order by l.position desc limit 1`);
  return row ?? null;
}

/**
 * Entries that are not linked and that no transaction still running could come before, in the order of their
 * transactions and IDs: at most `limit`. What lies below the oldest running transaction is complete, so an order that
 * was given is never disturbed by what commits later. Index: audit_entries_xact.
 *
 * An entry whose transaction this server has not come to yet was copied from another one: those are linked first.
 */
export async function listUnsealed(tx: Tx, last: LastLink | null, limit: number): Promise<EntryTexts[]> {
  if (last?.xact == null || (await isForeign(tx, last.xact))) return listUnlinked(tx, limit);
  return tx.execute<EntryTexts>(sql`
    select ${texts} from audit_entries e
    where (e.xact, e.id) > (${last.xact}::xid8, ${last.entryId}::int8)
      and e.xact < pg_snapshot_xmin(pg_current_snapshot())
    order by e.xact, e.id limit ${limit}`);
}

/** Reads all entries: only where the chain begins, and after the database was copied to another server. */
async function listUnlinked(tx: Tx, limit: number): Promise<EntryTexts[]> {
  return tx.execute<EntryTexts>(sql`
    select ${texts} from audit_entries e
    where (e.xact < pg_snapshot_xmin(pg_current_snapshot()) or e.xact >= pg_snapshot_xmax(pg_current_snapshot()))
      and not exists (select from audit_links l where l.entry_id = e.id)
    order by e.xact < pg_snapshot_xmin(pg_current_snapshot()), e.xact, e.id limit ${limit}`);
}

/** Whether this server has not come to a transaction yet: then it was another server's. */
export async function isForeign(handle: Handle, xact: string): Promise<boolean> {
  const [row] = await handle.execute<{ yes: boolean }>(
    sql`select ${xact}::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) as yes`,
  );
  return row?.yes ?? false;
}

export type NewLink = { position: number; entryId: string; hash: string };

/** Appends to the chain. Throws when a position or an entry is linked already. */
export async function insertLinks(tx: Tx, links: readonly NewLink[]): Promise<void> {
  await tx
    .insert(auditLinks)
    .values(links.map(({ position, entryId, hash }) => ({ position, entryId: Number(entryId), hash })));
}

export type HeadRow = typeof auditHeads.$inferSelect;

export async function insertHead(tx: Tx, head: HeadRow): Promise<void> {
  await tx.insert(auditHeads).values(head);
}

/** Index: audit_heads primary key. */
export async function findNewestHead(handle: Handle): Promise<HeadRow | null> {
  const [row] = await handle
    .select({ position: auditHeads.position, jws: auditHeads.jws, sealedAt: auditHeads.sealedAt })
    .from(auditHeads)
    .orderBy(desc(auditHeads.position))
    .limit(1);
  return row ?? null;
}

/** The hash at a position of the chain; null when it does not reach so far. Index: audit_links primary key. */
export async function findLinkHash(handle: Handle, position: number): Promise<string | null> {
  const [row] = await handle.execute<{ hash: string }>(
    sql`select hash from audit_links where position = ${position}`,
  );
  return row?.hash ?? null;
}

/** A link with its entry; `entry` is null when that is gone. */
export type LinkedEntry = { position: number; entryId: string; hash: string; entry: EntryTexts | null };

/** The chain after a position, at most `limit` links. Indexes: primary keys of audit_links and audit_entries. */
export async function listLinks(handle: Handle, after: number, limit: number): Promise<LinkedEntry[]> {
  type Row = { position: number; entryId: string; hash: string } & (EntryTexts | { id: null });
  const rows = await handle.execute<Row>(sql`
    select l.position::float8 as position, l.entry_id::text as "entryId", l.hash, ${texts}
    from audit_links l left join audit_entries e on e.id = l.entry_id
    where l.position > ${after} order by l.position limit ${limit}`);
  return rows.map(({ position, entryId, hash, ...entry }) => ({
    position,
    entryId,
    hash,
    entry: entry.id === null ? null : entry,
  }));
}

/** Signed heads after a position, at most `limit`. Index: audit_heads primary key. */
export async function listHeads(handle: Handle, after: number, limit: number): Promise<HeadRow[]> {
  return handle
    .select({ position: auditHeads.position, jws: auditHeads.jws, sealedAt: auditHeads.sealedAt })
    .from(auditHeads)
    .where(gt(auditHeads.position, after))
    .orderBy(auditHeads.position)
    .limit(limit);
}

/** An entry that stands before the end of the chain and is not in it; null when there is none. Reads all entries. */
export async function findEntryBehind(handle: Handle, { xact, entryId }: LastLink): Promise<string | null> {
  const [row] = await handle.execute<{ id: string }>(sql`
    select e.id::text as id from audit_entries e
    where (e.xact, e.id) < (${xact}::xid8, ${entryId}::int8)
      and not exists (select from audit_links l where l.entry_id = e.id)
    order by e.xact, e.id limit 1`);
  return row?.id ?? null;
}

/** How many entries wait to be sealed, and since when. Index: audit_entries_xact. */
export async function readUnsealed(handle: Handle): Promise<{ count: number; oldestAt: Date | null }> {
  const last = await findLastLink(handle);
  const isAfter =
    last?.xact == null ? sql`true` : sql`(e.xact, e.id) > (${last.xact}::xid8, ${last.entryId}::int8)`;
  const [row] = await handle.execute<{ count: number; oldestAt: string | null }>(sql`
    select count(*)::int4 as count, to_char(min(e.at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "oldestAt"
    from audit_entries e
    where ${isAfter} and not exists (select from audit_links l where l.entry_id = e.id)`);
  const { count = 0, oldestAt = null } = row ?? {};
  return { count, oldestAt: oldestAt === null ? null : new Date(oldestAt) };
}
