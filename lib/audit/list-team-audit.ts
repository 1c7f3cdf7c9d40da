import { findTeamBySlug } from '#db/queries/teams.ts';
import { HIDDEN_FROM_TEAMS } from '#lib/domain/action-words.ts';
import type { Page } from '#lib/domain/page-of.ts';
import { done, useCase } from '#lib/use-case.ts';
import { type AuditAsked, type AuditEntryView, readAudit } from './read-audit.ts';

/**
 * A team's audit log, as its owners and admins read it: without what is between members of staff.
 * Answers `forbidden`, `not-found`, `invalid-input` for a cursor that was not given out.
 */
export const listTeamAudit = useCase<
  AuditAsked & { slug: string },
  Page<AuditEntryView>,
  'invalid-input' | 'not-found'
>({
  action: 'audit.read-team',
  locate: async (tx, { slug }) => {
    const team = await findTeamBySlug(tx, slug);
    return team && { teamId: team.id };
  },
  run: async ({ tx, teamId }, { slug: _, ...asked }) => {
    if (teamId === null) throw new Error('a team that was located has no ID');
    const read = await readAudit(tx, { teamId, isForTeam: true, hiding: HIDDEN_FROM_TEAMS }, asked);
    return read.ok ? done(read.page) : read;
  },
});
