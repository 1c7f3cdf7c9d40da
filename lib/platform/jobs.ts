import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  parseCronItems,
  type Runner,
  run,
  runMigrations,
  type Task,
  type WorkerEvents,
} from 'graphile-worker';
import type { Pool } from 'pg';
import { type JobsConnection, jobsLogger, openJobsPool } from './jobs-connection.ts';
import { log } from './log.ts';

/** One run of a job. It is repeated until it succeeds once, and may run again after that: handlers must bear it. */
export type JobRun = { payload: unknown; jobId: string; now: number };
export type JobHandler = (run: JobRun) => Promise<unknown>;

export type JobsOptions = JobsConnection & {
  /** By task. */
  handlers: Readonly<Record<string, JobHandler>>;
  /** Tasks that also run by the clock: a cron pattern, UTC. */
  schedule?: Readonly<Record<string, string>>;
};

export type Jobs = {
  /**
   * Takes no more jobs and waits for those that run, for some seconds or, `atOnce`, not at all; what has not finished
   * then runs again at the next start. May be called again.
   */
  stop(options?: { atOnce?: boolean }): Promise<void>;
};

/** How long a job may take. */
const DEADLINE_MS = 60_000;
/** A lock older than this is of a process that was killed: no job runs for so long. */
const STALE_LOCK_SECONDS = 120;
/** So many failures to ask for a job in a row mean that the database is away, or that this host is no longer the primary. */
const MOST_FAILURES = 5;
const SHORTEST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** How long a job may take to finish when we stop, and then the bookkeeping. */
const FINISH_MS = 5_000;
const STOP_MS = 8_000;

const UNLOCK_TASK = 'unlock-stale-jobs';

/** Makes or updates the tables that jobs are kept in. May run in several processes at once, and again. */
export async function migrateJobs(connection: JobsConnection): Promise<void> {
  const pgPool = await openJobsPool(connection);
  try {
    await runMigrations({ pgPool, logger: jobsLogger });
  } finally {
    await pgPool.end();
  }
}

/**
 * Runs jobs in this process, two at a time, until stopped: at once when they are enqueued (NOTIFY), by the clock where
 * `schedule` says so, again after 3, 7, 20, 55 seconds and so on, up to six hours, when they fail. The database may go
 * away and come back, also as another host.
 */
export function startJobs(options: JobsOptions): Jobs {
  const end = new AbortController();
  const hurry = new AbortController();
  const keeper = new Keeper(options, { end: end.signal, hurry: hurry.signal });
  const ended = keeper.keepRunning();
  return {
    async stop({ atOnce = false } = {}) {
      end.abort();
      const timer = setTimeout(() => hurry.abort(), atOnce ? 0 : FINISH_MS);
      await Promise.race([Promise.all([keeper.stop(), ended]), sleep(STOP_MS, undefined, { ref: false })]);
      clearTimeout(timer);
    },
  };
}

/** `end`: no more jobs. `hurry`: nor time for those that run. */
type Signals = { end: AbortSignal; hurry: AbortSignal };

/** Keeps a runner running: makes a new one, with fresh connections, whenever one has ended. */
class Keeper {
  readonly #options: JobsOptions;
  readonly #signals: Signals;
  #runner: Runner | null = null;

  constructor(options: JobsOptions, signals: Signals) {
    this.#options = options;
    this.#signals = signals;
  }

  async keepRunning(): Promise<void> {
    let pauseMs = SHORTEST_PAUSE_MS;
    while (!this.#signals.end.aborted) {
      const startedAt = performance.now();
      try {
        await this.#runOnce();
      } catch (error) {
        if (!this.#signals.end.aborted) log.warn({ err: error }, 'jobs cannot run now; trying again');
      }
      const hasRunWell = performance.now() - startedAt > LONGEST_PAUSE_MS;
      pauseMs = hasRunWell ? SHORTEST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      await this.#pause(pauseMs);
    }
  }

  async stop(): Promise<void> {
    await this.#runner?.stop().catch(ignoreStopped);
  }

  async #runOnce(): Promise<void> {
    const pgPool = await openJobsPool(this.#options);
    try {
      await this.#runOn(pgPool);
    } finally {
      await pgPool.end();
    }
  }

  async #runOn(pgPool: Pool): Promise<void> {
    const { handlers, schedule = {} } = this.#options;
    const events: WorkerEvents = new EventEmitter();
    const runner = await run({
      pgPool,
      concurrency: 2,
      noHandleSignals: true,
      events,
      logger: jobsLogger,
      // Batched, even without delay, the end of a job is waited for when stopping; else it would be lost and the job run again.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: { ...tasksOf(handlers, this.#signals.hurry), [UNLOCK_TASK]: unlockStaleJobs },
      parsedCronItems: parseCronItems(
        Object.entries({ ...schedule, [UNLOCK_TASK]: '* * * * *' }).map(([task, match]) => ({ task, match })),
      ),
    });
    this.#runner = runner;
    stopWhenAway(runner, events);
    if (this.#signals.end.aborted) await this.stop();
    await runner.promise;
  }

  async #pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.#signals.end, ref: false }).catch(ignoreStopped);
  }
}

function stopWhenAway(runner: Runner, events: WorkerEvents): void {
  let failures = 0;
  const succeed = () => {
    failures = 0;
  };
  events.on('worker:getJob:empty', succeed);
  events.on('job:start', succeed);
  events.on('worker:getJob:error', ({ error }) => {
    failures += 1;
    if (failures !== MOST_FAILURES) return;
    log.warn({ err: error }, 'the database gives no jobs; connecting again');
    void runner.stop().catch(ignoreStopped);
  });
}

function tasksOf(handlers: JobsOptions['handlers'], hurry: AbortSignal): Record<string, Task> {
  return Object.fromEntries(
    Object.entries(handlers).map(([task, handler]): [string, Task] => [
      task,
      async (payload, { job }) => {
        await inTime(handler({ payload, jobId: job.id, now: Date.now() }), task, hurry);
      },
    ]),
  );
}

/** Waits for the work of a job, but not longer than it may take, nor when we must stop. */
async function inTime(work: Promise<unknown>, task: string, hurry: AbortSignal): Promise<void> {
  const finished = new AbortController();
  const signal = AbortSignal.any([finished.signal, hurry]);
  const given = sleep(DEADLINE_MS, `it took longer than ${DEADLINE_MS} ms`, { signal, ref: false });
  const reason = given.catch(() => (hurry.aborted ? 'the process stopped' : null));
  const giveUp = reason.then((text) => text && Promise.reject(new Error(`${task} was given up: ${text}`)));
  try {
    await Promise.race([work, giveUp]);
  } finally {
    finished.abort();
  }
}

/**
 * Gives jobs back whose process was killed while it ran them. graphile-worker does so after four hours by itself; here
 * no job runs longer than a minute.
 */
const unlockStaleJobs: Task = async (_payload, { query }) => {
  await query(
    `select graphile_worker.force_unlock_workers(array(
       select distinct locked_by from graphile_worker.jobs where locked_at < now() - make_interval(secs => $1)))`,
    [STALE_LOCK_SECONDS],
  );
};

/** Stopping what has stopped, or no longer waiting for it, is what was wanted. */
function ignoreStopped(): undefined {
  return undefined;
}
