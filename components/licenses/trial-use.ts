import type { ListedLicense } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { MAX_RUNNING_TRIALS, MAX_TRIALS_IN_TWELVE_MONTHS, trialYearStart } from '#lib/domain/trials.ts';

/** How many trials of a product a team has, and why it can have no other now; the server counts again. */
export type TrialUse = { running: number; full: string | null };

const ENDED: readonly ListedLicense['state'][] = ['revoked', 'terminated', 'expired'];

export function trialUse(trials: readonly ListedLicense[], product: string, now: Instant): TrialUse {
  const of = trials.filter((trial) => trial.kind === 'trial' && trial.products.includes(product));
  const running = of.filter((trial) => !ENDED.includes(trial.state)).length;
  const begun = of.filter((trial) => Date.parse(trial.createdAt) > trialYearStart(now)).length;
  if (running >= MAX_RUNNING_TRIALS)
    return { running, full: `${running} of ${MAX_RUNNING_TRIALS} trials running` };
  if (begun >= MAX_TRIALS_IN_TWELVE_MONTHS) return { running, full: `${begun} trials in 12 months` };
  return { running, full: null };
}
