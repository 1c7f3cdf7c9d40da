import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export type ChildOptions = {
  /** What it is called in messages. */
  name: string;
  /** Words for the Node that runs this. */
  words: string[];
  cwd: string;
  /** The whole environment but PATH and HOME: nothing of ours reaches what is measured. */
  env: Record<string, string>;
};

const STOP_MS = 15_000;
const LONGEST_OUTPUT = 20_000;

/** A process of the benchmark. It ends when told to, by its own process ID, or when the benchmark is gone. */
export class Child {
  readonly name: string;
  readonly process: ChildProcess;
  /** Resolves when it has ended. */
  readonly ended: Promise<unknown>;
  #output = '';

  constructor({ name, words, cwd, env }: ChildOptions) {
    const { PATH = '', HOME = '' } = process.env;
    this.name = name;
    this.process = spawn(process.execPath, words, {
      cwd,
      // NODE_ENV is asked for by Next's types.
      env: { PATH, HOME, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.ended = once(this.process, 'exit');
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#output = (this.#output + chunk.toString()).slice(-LONGEST_OUTPUT);
      });
    }
  }

  get pid(): number {
    if (this.process.pid === undefined) throw new Error(`${this.name} could not be started`);
    return this.process.pid;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** What it has printed lately. */
  get output(): string {
    return this.#output.trim();
  }

  /** Waits until `isReady` says so. Throws with what it printed when it ends before, or takes too long. */
  async ready(isReady: () => Promise<boolean> | boolean, timeoutMs = 60_000): Promise<void> {
    const until = performance.now() + timeoutMs;
    while (!(await isReady())) {
      if (this.hasEnded || performance.now() > until) {
        throw new ChildFailed(`${this.name} did not start: ${this.output || 'it printed nothing'}`);
      }
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), STOP_MS);
    await this.ended;
    clearTimeout(timer);
  }
}

/** A process of the benchmark ended, or said that it cannot go on. */
export class ChildFailed extends Error {}
