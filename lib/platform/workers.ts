import cluster, { type Worker } from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from './log.ts';
import { StartRefused } from './start-refused.ts';

// Several processes that serve one port. The first process, the keeper, serves nothing itself: it starts workers,
// tells them what to serve with, and replaces those that die. What is told goes over the channel between the two,
// and not through the environment, which others may read.

/** `claim`: take the port, and let requests wait. `serve`: here is what you need. `hurry`: wait for nothing. */
type Order<T> =
  | { kind: 'claim'; ticketKeys: string }
  | { kind: 'serve'; ticketKeys: string; means: T }
  | { kind: 'stop' }
  | { kind: 'hurry' };
type Report = { kind: 'serves' } | { kind: 'refused'; line: string };

export type Workers<T> = {
  /** Tells all what to serve with; resolves when they do. Whoever replaces one is told the same. */
  serve(means: T): Promise<void>;
  /** Resolves when all have ended: after what they were answering, or `atOnce`. May be called again. */
  stop(options?: { atOnce?: boolean }): Promise<void>;
};

const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** One that lived for so long was well; the next is started without a pause. */
const WELL_MS = 10_000;
/** Longer than a worker takes to end by itself. */
const STOP_MS = 20_000;
const HURRY_MS = 1_000;

/**
 * Starts `count` workers, which run this same program, and has them claim the port. Those that end before they serve end
 * the start: `serve` rejects, with StartRefused where the worker gave a line. Later they are replaced.
 */
export function startWorkers<T>(count: number): Workers<T> {
  return new Keeper<T>(count);
}

class Keeper<T> implements Workers<T> {
  readonly #alive = new Set<Worker>();
  /** Sessions that one worker made are resumed by the others. New ones with every start. */
  readonly #ticketKeys = randomBytes(48).toString('base64');
  readonly #firstServe: Promise<unknown>;
  #means: T | null = null;
  #isStopping = false;
  #pauseMs = 0;

  constructor(count: number) {
    const started = Array.from({ length: count }, () =>
      this.#start({ kind: 'claim', ticketKeys: this.#ticketKeys }),
    );
    this.#firstServe = Promise.all(started.map((worker) => firstServe(worker)));
    // It is waited for later, if at all.
    this.#firstServe.catch(() => undefined);
  }

  async serve(means: T): Promise<void> {
    this.#means = means;
    for (const worker of this.#alive) tell(worker, this.#serveOrder(means));
    await this.#firstServe;
  }

  async stop({ atOnce = false } = {}): Promise<void> {
    this.#isStopping = true;
    const left = [...this.#alive];
    for (const worker of left) tell(worker, { kind: atOnce ? 'hurry' : 'stop' });
    const kill = setTimeout(
      () => {
        for (const worker of this.#alive) worker.process.kill('SIGKILL');
      },
      atOnce ? HURRY_MS : STOP_MS,
    );
    await Promise.all(left.map(ended));
    clearTimeout(kill);
  }

  #serveOrder(means: T): Order<T> {
    return { kind: 'serve', ticketKeys: this.#ticketKeys, means };
  }

  #start(order: Order<T>): Worker {
    const startedAt = performance.now();
    const worker = cluster.fork();
    this.#alive.add(worker);
    // A message to one that is just ending.
    worker.on('error', (error) =>
      log.warn({ err: error, worker: worker.process.pid }, 'a worker cannot be told'),
    );
    worker.once('exit', (code, signal) => {
      this.#alive.delete(worker);
      if (!this.#isStopping && this.#means !== null) {
        log.error({ worker: worker.process.pid, code, signal }, 'a worker ended; another takes its place');
        void this.#replace(performance.now() - startedAt);
      }
    });
    tell(worker, order);
    return worker;
  }

  /** The others go on meanwhile. One that takes a place takes the port only when it can answer. */
  async #replace(livedMs: number): Promise<void> {
    this.#pauseMs =
      livedMs > WELL_MS ? 0 : Math.min(Math.max(this.#pauseMs * 2, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS);
    await sleep(this.#pauseMs, undefined, { ref: false });
    if (!this.#isStopping && this.#means !== null) this.#start(this.#serveOrder(this.#means));
  }
}

/** Resolves when the worker serves; rejects when it ends before. */
function firstServe(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (report: Report) => {
      if (report.kind === 'serves') resolve();
      else if (report.kind === 'refused') reject(new StartRefused(report.line));
    });
    worker.once('exit', (code, signal) =>
      reject(new Error(`a worker ended before it served (${signal ?? `exit code ${code}`})`)),
    );
  });
}

function tell<T>(worker: Worker, order: Order<T>): void {
  if (worker.isConnected()) worker.send(order);
}

async function ended(worker: Worker): Promise<void> {
  if (!worker.isDead()) await once(worker, 'exit');
}

/** Whether this process is a worker. */
export function isWorker(): boolean {
  return cluster.isWorker;
}

/** What a worker is told first. */
type Opening = {
  /** Whether to take the port before there is anything to serve with. */
  isClaiming: boolean;
  ticketKeys: Buffer;
};

/** The worker's end of the channel. */
export class KeeperChannel<T> {
  readonly #opening = Promise.withResolvers<Opening>();
  readonly #means = Promise.withResolvers<T>();

  /** `onStop` is called when the worker is to end, and again when nothing may be waited for. What is waited for then rejects. */
  constructor(onStop: (isHurried: boolean) => void) {
    process.on('message', (order: Order<T>) => {
      if (order.kind === 'claim' || order.kind === 'serve') {
        const ticketKeys = Buffer.from(order.ticketKeys, 'base64');
        this.#opening.resolve({ isClaiming: order.kind === 'claim', ticketKeys });
        if (order.kind === 'serve') this.#means.resolve(order.means);
        return;
      }
      for (const { reject } of [this.#opening, this.#means]) reject(new Error('the worker was told to stop'));
      onStop(order.kind === 'hurry');
    });
    for (const { promise } of [this.#opening, this.#means]) promise.catch(() => undefined);
  }

  opening(): Promise<Opening> {
    return this.#opening.promise;
  }

  means(): Promise<T> {
    return this.#means.promise;
  }

  /** Resolves when it is on its way: a process may end after that. */
  async report(report: Report): Promise<void> {
    await new Promise<void>((resolve) => process.send?.(report, undefined, undefined, () => resolve()));
  }
}
