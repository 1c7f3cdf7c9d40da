import { type CheckGroup, type OutcomeCount, sumChecks } from '#db/queries/check-counts.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { donePage } from '#lib/done-page.ts';
import { failed, useCase } from '#lib/use-case.ts';
import { licenseIdOf, locateLicense } from './locate-license.ts';

export type CheckCountsView = { [group in CheckGroup]?: string } & Omit<OutcomeCount, 'key'>;

const HOUR_MS = 3_600_000;

/** When no span is asked for: the last 30 days, or by hour the last 48 hours, the running hour included. */
const USUAL_SPAN_MS: Record<CheckGroup, number> = {
  hour: 48 * HOUR_MS,
  day: 30 * DAY_MS,
  app: 30 * DAY_MS,
  version: 30 * DAY_MS,
  platform: 30 * DAY_MS,
  os: 30 * DAY_MS,
};

/** Checks counted in [from, to), whole hours, grouped. Answers `not-found`, `invalid-input`. */
export const readChecks = useCase<
  { id: string; by: CheckGroup; from?: string | undefined; to?: string | undefined } & PageAsked,
  Page<CheckCountsView>,
  'invalid-input'
>({
  action: 'check.read',
  locate: locateLicense,
  run: async ({ tx, now }, { id, by, from: since, to: until, ...asked }) => {
    const to = until ? Date.parse(until) : now + 1;
    const from = floorToHour(since ? Date.parse(since) : to - USUAL_SPAN_MS[by]);
    if (from >= to) {
      const detail = '`from` lies before `to`.';
      return failed('invalid-input', detail, [{ pointer: '/from', detail }]);
    }
    const counts = await sumChecks(tx, licenseIdOf(id), by, { from, to });
    return donePage(
      counts.map(({ key, ...outcomes }) => ({ [by]: key, ...outcomes })),
      asked,
    );
  },
});

function floorToHour(instant: number): number {
  return Math.floor(instant / HOUR_MS) * HOUR_MS;
}
