import type { Sql } from '#db/client.ts';
import { processSlot } from '#lib/platform/process-state.ts';
import { CheckMeasures } from './check-measures.ts';
import { FloodGate } from './flood-gate.ts';
import { type CheckToRecord, PendingCheck, type RecordedCheck } from './pending-check.ts';
import { recordBatch } from './record-batch.ts';
import { RecordingHealth } from './recording-health.ts';
import { WaitingLine } from './waiting-line.ts';

/**
 * Decides, counts and signs checks (hot-path.md): those that come while a statement runs wait, and are read, decided and
 * written together in the next. Nothing is answered before it is durable, nothing is cached.
 */
export type Recorder = {
  /** Resolves when the check was counted and signed, or could not be. Never fails. */
  record(check: CheckToRecord): Promise<RecordedCheck>;
  /** What was counted since this process began. */
  measures(): CheckMeasures & { waiting: number };
  /** Takes no more, and resolves when what waits is answered. */
  close(): Promise<void>;
};

export type RecorderOptions = {
  /** The pool of checks, of at least 4 connections. */
  sql: Sql;
  /** How many checks may wait. When there are more, whoever holds most places loses one. */
  places?: number;
  /** How long a check may take before it is answered with `unavailable`: longer than any device would wait is of no use. */
  patienceMs?: number;
};

const MAX_BATCH = 256;
/** More of them wait for each other's rows: measured worse on slow disks (hot-path.md). */
const MAX_IN_FLIGHT = 2;
/**
 * A second batch has statements and a commit of its own. Beside a small one, which says that little is asked, it starts
 * at once; beside a larger one when so many wait that it is worth it, or when the first takes so long that nobody should
 * wait for it. Looked at whenever a check arrives, and every `UPKEEP_MS`: no timer is set for it.
 */
const SECOND_BATCH = { besideAtMost: 4, waiting: 32, afterMs: 10 };
const UPKEEP_MS = 100;

const slot = processSlot<Recorder>('recorder');

/** Makes `recorder` this process's own. Called once by server.ts, and by tests. */
export function installRecorder(recorder: Recorder): void {
  slot.set(recorder);
}

/** The recorder of this process. */
export function recorder(): Recorder {
  return slot.get();
}

export function makeRecorder({ sql, places = 4096, patienceMs = 5_000 }: RecorderOptions): Recorder {
  const line = new WaitingLine<PendingCheck>(places);
  /** Each with the moment at which it was started. */
  const inFlight = new Map<readonly PendingCheck[], number>();
  const measured = new CheckMeasures();
  const tools = { sql, gate: new FloodGate(), health: new RecordingHealth() };
  let isScheduled = false;
  let onEmpty: (() => void) | null = null;

  const mayStart = () => {
    const [first] = inFlight;
    if (first === undefined) return true;
    if (inFlight.size >= MAX_IN_FLIGHT) return false;
    const [{ length }, startedAt] = first;
    const { besideAtMost, waiting, afterMs } = SECOND_BATCH;
    return length <= besideAtMost || line.length >= waiting || performance.now() - startedAt >= afterMs;
  };
  const schedule = () => {
    if (isScheduled || line.length === 0 || !mayStart()) return;
    isScheduled = true;
    // Not a timer: as soon as what has arrived together has been read.
    setImmediate(startBatches);
  };
  const startBatches = () => {
    isScheduled = false;
    while (line.length > 0 && mayStart()) {
      start(line.takeWhile((_, taken) => taken < MAX_BATCH));
    }
  };
  const start = async (batch: readonly PendingCheck[]) => {
    const startedAt = performance.now();
    inFlight.set(batch, startedAt);
    try {
      await recordBatch(tools, batch);
    } catch (error) {
      for (const pending of batch) pending.giveUp(error, tools.health);
    }
    inFlight.delete(batch);
    measured.batch(batch.length, performance.now() - startedAt);
    schedule();
    if (line.length === 0 && inFlight.size === 0) onEmpty?.();
  };

  // A database that does not answer, as against one that refuses, holds its batches for as long as it likes.
  const losePatience = () => {
    const since = performance.now() - patienceMs;
    const isLate = ({ arrivedAt }: PendingCheck) => arrivedAt < since;
    for (const pending of [...line.takeWhile(isLate), ...[...inFlight.keys()].flat().filter(isLate)]) {
      pending.giveUp(`not recorded within ${patienceMs} ms`, tools.health);
    }
  };
  const upkeep = () => {
    losePatience();
    // For those that wait beside a batch that hangs while nobody else arrives.
    schedule();
  };
  const upkeeping = setInterval(upkeep, UPKEEP_MS).unref();

  return {
    record: (check) =>
      new Promise((resolve) => {
        if (onEmpty) return resolve({ kind: 'unavailable' });
        const settle = (recorded: RecordedCheck) => {
          measured.settled(recorded);
          resolve(recorded);
        };
        line.add(new PendingCheck(check, settle))?.giveUp(`more than ${places} checks wait`, tools.health);
        schedule();
      }),
    measures: () => Object.assign(measured, { waiting: line.length }),
    close: () =>
      new Promise((resolve) => {
        onEmpty = () => {
          clearInterval(upkeeping);
          resolve();
        };
        if (line.length === 0 && inFlight.size === 0) onEmpty();
      }),
  };
}
