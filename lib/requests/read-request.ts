import { teamOf } from '#lib/licensing/locate-license.ts';
import { done, useCase } from '#lib/use-case.ts';
import { locateRequest } from './locate-request.ts';
import { type RequestWithMessagesView, viewWhole } from './request-view.ts';

/** A request with its conversation. Answers `not-found`. */
export const readRequest = useCase<{ id: string }, RequestWithMessagesView>({
  action: 'request.read',
  locate: locateRequest,
  run: async ({ tx, teamId }, { id }) => done(await viewWhole(tx, { teamId: teamOf(teamId), id })),
});
