import { findTeamBySlug } from '#db/queries/teams.ts';
import type { Page } from '#lib/domain/page-of.ts';
import { done, useCase } from '#lib/use-case.ts';
import { type AuditAsked, type AuditEntryView, readAudit } from './read-audit.ts';

/**
 * The whole audit log, or one team's, with nothing left out. Answers `forbidden`, `invalid-input` for a cursor that was
 * not given out; a team that there is not has no entries.
 */
export const listAudit = useCase<
  AuditAsked & { team?: string | undefined },
  Page<AuditEntryView>,
  'invalid-input'
>({
  action: 'audit.read',
  run: async ({ tx }, { team, ...asked }) => {
    const row = team === undefined ? undefined : await findTeamBySlug(tx, team);
    if (row === null) return done({ items: [], next: null });
    const read = await readAudit(tx, { teamId: row?.id, isForTeam: false, hiding: [] }, asked);
    return read.ok ? done(read.page) : read;
  },
});
