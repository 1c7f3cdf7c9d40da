import { readUnsealed } from '#db/queries/audit-chain.ts';
import { countJobs } from '#db/queries/jobs-for-operators.ts';
import type { JobState } from '#lib/domain/job-states.ts';
import { keySetStanding } from '#lib/keys/key-set-standing.ts';
import { done, useCase } from '#lib/use-case.ts';

/** What metrics say of the installation, the same from every process. */
export type InstallationMeasures = {
  jobs: Partial<Record<JobState, number>>;
  unsealedEntries: number;
  /** How old the oldest entry is that was not sealed; 0 when all are. */
  unsealedSeconds: number;
  /** Unix seconds. */
  keySetEndsAt: number;
};

/** For whoever collects metrics. Answers `forbidden`. */
export const readMetrics = useCase<undefined, InstallationMeasures>({
  action: 'metrics',
  run: async ({ tx, now }) => {
    const { count, oldestAt } = await readUnsealed(tx);
    const { endsAt } = await keySetStanding(tx);
    return done({
      jobs: await countJobs(tx),
      unsealedEntries: count,
      unsealedSeconds: oldestAt === null ? 0 : Math.max(0, (now - oldestAt.getTime()) / 1000),
      keySetEndsAt: Math.floor(Date.parse(endsAt) / 1000),
    });
  },
});
