/**
 * `npm run bench`: measures what docs/performance.md says, side by side on this machine, and prints the table. Nothing
 * is left behind: the database lies in a temporary folder, and every process that was started ends with this one.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mark } from '../cli/marks.mjs';
import { ChildFailed } from './child.ts';
import type { Comparison, Figure, LeftOut } from './comparison.ts';
import { mostlyOneLicense, oneLicense, uniform } from './comparisons/against-peers.ts';
import { latency } from './comparisons/latency.ts';
import { manyLicenses } from './comparisons/many-licenses.ts';
import { newTlsConnections } from './comparisons/new-tls-connections.ts';
import { slowDisk } from './comparisons/slow-disk.ts';
import { workers } from './comparisons/workers.ts';
import { describeMachine, readVersions } from './machine.ts';
import { type Options, readOptions } from './options.ts';
import { openRig, type Rig } from './rig.ts';
import { reportText } from './table.ts';

const COMPARISONS: readonly Comparison[] = [
  uniform,
  oneLicense,
  mostlyOneLicense,
  latency,
  manyLicenses,
  workers,
  newTlsConnections,
  slowDisk,
];

const clone = dirname(import.meta.dirname);
const stop = new AbortController();

async function run(options: Options): Promise<void> {
  mark('is being measured');
  const rig = await openRig(clone, stop.signal);
  stop.signal.addEventListener('abort', () => rig.close());
  try {
    stop.signal.throwIfAborted();
    const lines = await compareAll(rig, options);
    const machine = describeMachine(rig.folder);
    const versions = await rig.databases.asAdmin('postgres', (admin) => readVersions(admin, clone));
    process.stdout.write(reportText({ machine, versions, lines }, options));
  } finally {
    await rig.close();
  }
}

async function compareAll(rig: Rig, options: Options): Promise<(Figure | LeftOut)[]> {
  const lines: (Figure | LeftOut)[] = [];
  for (const comparison of COMPARISONS) {
    if (options.only.length > 0 && !options.only.includes(comparison.name)) continue;
    process.stderr.write(`${comparison.name}\n`);
    lines.push(...(await comparison.run(rig, options)));
    stop.signal.throwIfAborted();
  }
  return lines;
}

const INTERRUPTED = 130;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());

const options = readOptions(
  process.argv.slice(2),
  COMPARISONS.map(({ name }) => name),
);
if ('text' in options) {
  (options.isWrong ? process.stderr : process.stdout).write(options.text);
  process.exitCode = options.isWrong ? 2 : 0;
} else if (!existsSync(join(clone, 'dist', 'server.mjs'))) {
  process.stderr.write('Leasehold is not built yet. Run npm start or npm run build once.\n');
  process.exitCode = 1;
} else {
  try {
    await run(options);
  } catch (error) {
    process.exitCode = stop.signal.aborted ? INTERRUPTED : 1;
    if (!stop.signal.aborted) {
      process.stderr.write(
        `${error instanceof ChildFailed ? error.message : error instanceof Error ? error.stack : error}\n`,
      );
    }
  }
}
