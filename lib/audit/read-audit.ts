import type { Tx } from '#db/client.ts';
import {
  type AuditFilter,
  type AuditName,
  type AuditRow,
  findAuditNames,
  listAuditEntries,
} from '#db/queries/audit.ts';
import { findPersonByEmail } from '#db/queries/people.ts';
import { ACTION_WORDS } from '#lib/domain/action-words.ts';
import type { Page } from '#lib/domain/page-of.ts';
import { ACTIONS } from '#lib/domain/policy.ts';
import { type Failure, failed } from '#lib/use-case.ts';

export type AuditAsked = {
  who?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

export type AuditEntryView = {
  id: number;
  at: string;
  actor: {
    kind: AuditRow['actorKind'];
    id: string | null;
    name: string | null;
    email: string | null;
    isStaff: boolean;
  };
  action: string;
  says: string;
  subject: { type: string; id: string; name: string | null };
  team: { slug: string; name: string } | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  sealed: boolean;
};

/** Whose log it is: a team's, which leaves out what is hidden from it and addresses of who is no member, or all of it. */
export type AuditScope = { teamId: string | undefined; isForTeam: boolean; hiding: readonly string[] };

type Read = { ok: true; page: Page<AuditEntryView> } | Failure<'invalid-input'>;

/** A page of the log, newest first, with people named as they are called now. */
export async function readAudit(tx: Tx, scope: AuditScope, asked: AuditAsked): Promise<Read> {
  const after = asked.cursor === undefined ? undefined : readCursor(asked.cursor);
  if (after === null) {
    const detail = 'This cursor was not given out by this list. Leave it out to begin at the start.';
    return failed('invalid-input', detail, [{ pointer: '/cursor', detail }]);
  }
  const who = await findWho(tx, asked.who);
  if (who === null) return { ok: true, page: { items: [], next: null } };
  const rows = await listAuditEntries(tx, {
    ...who,
    teamId: scope.teamId,
    hiding: scope.hiding,
    action: asked.action,
    subjectId: asked.subject,
    from: asked.from === undefined ? undefined : new Date(asked.from),
    to: asked.to === undefined ? undefined : new Date(asked.to),
    limit: asked.limit,
    after,
  });
  const page = rows.slice(0, asked.limit);
  const names = await findAuditNames(
    tx,
    page.flatMap(peopleIn),
    scope.isForTeam ? (scope.teamId ?? null) : null,
  );
  const last = page.at(-1);
  return {
    ok: true,
    page: {
      items: page.map((row) => view(row, names, scope)),
      next: rows.length > page.length && last ? writeCursor(last) : null,
    },
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Null when nobody has this address: then there are no entries of theirs. */
async function findWho(
  tx: Tx,
  who: string | undefined,
): Promise<Pick<AuditFilter, 'actorId' | 'actorKind'> | null> {
  if (who === undefined || who === '') return {};
  if (who === 'command' || who === 'system' || who === 'anonymous') return { actorKind: who };
  if (UUID.test(who)) return { actorId: who };
  const person = await findPersonByEmail(tx, who);
  return person && { actorId: person.id };
}

function peopleIn({ actorId, subjectId }: AuditRow): string[] {
  return [...(actorId === null ? [] : [actorId]), ...(UUID.test(subjectId) ? [subjectId] : [])];
}

function view(
  row: AuditRow,
  names: ReadonlyMap<string, AuditName>,
  { isForTeam }: AuditScope,
): AuditEntryView {
  const actor = row.actorId === null ? undefined : names.get(row.actorId);
  const action = ACTIONS.find((known) => known === row.action);
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: {
      kind: row.actorKind,
      id: row.actorId,
      name: actor?.name ?? null,
      email: actor && (!isForTeam || actor.isMember) ? actor.email : null,
      isStaff: actor?.isStaff === true && !actor.isMember,
    },
    action: row.action,
    says: action === undefined ? row.action : ACTION_WORDS[action],
    subject: { type: row.subjectType, id: row.subjectId, name: names.get(row.subjectId)?.name ?? null },
    team: row.team,
    before: row.before,
    after: row.after,
    sealed: row.isSealed,
  };
}

function writeCursor({ at, id }: { at: Date; id: number }): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString('base64url');
}

function readCursor(cursor: string): { at: Date; id: number } | null {
  const match = /^(\d{1,15}) (\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match ? { at: new Date(Number(match[1])), id: Number(match[2]) } : null;
}
