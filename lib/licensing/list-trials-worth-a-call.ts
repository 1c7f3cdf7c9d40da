import { listRunningTrialsForStaff, type RunningTrialRow } from '#db/queries/sales.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { byWorth, type CallSign, callSigns, isPlaceholder } from '#lib/domain/trials-worth-a-call.ts';
import { donePage } from '#lib/done-page.ts';
import { useCase } from '#lib/use-case.ts';

export type CallTrialView = Omit<RunningTrialRow, 'endsAt' | 'leasedApps' | 'triedBefore'> & {
  endsAt: string;
  triedBefore: string[];
  signs: CallSign[];
};

/** So many running trials are looked at, those that end soonest: who is called about later ones has time. */
const MOST_TRIALS = 1000;

/** Running trials worth a call, the most promising first. Answers `forbidden`, `invalid-input` (a foreign cursor). */
export const listTrialsWorthACall = useCase<PageAsked, Page<CallTrialView>, 'invalid-input'>({
  action: 'sales.trials',
  run: async ({ tx, now }, asked) => {
    const rows = await listRunningTrialsForStaff(tx, { now, limit: MOST_TRIALS });
    const rated = rows.map((row) => {
      const triedBefore = row.triedBefore
        .filter(({ platform, value }) => !isPlaceholder(platform, value))
        .map(({ value }) => value);
      const used = { ...row, endsAt: row.endsAt.getTime(), triedBefore };
      return { ...used, signs: callSigns(used) };
    });
    const worth = rated.filter(({ signs }) => signs.length > 0).toSorted(byWorth);
    return donePage(
      worth.map(({ leasedApps: _, endsAt, ...trial }) => ({
        ...trial,
        endsAt: new Date(endsAt).toISOString(),
      })),
      asked,
    );
  },
});
