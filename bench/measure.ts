import { join } from 'node:path';
import { ChildFailed } from './child.ts';
import type { Load, LoadMessage, LoadResult } from './load/load.ts';
import { processorSeconds } from './processor-time.ts';
import type { Rig } from './rig.ts';
import type { Side } from './sides.ts';

/** What a side did in one round. */
export type Measured = LoadResult & {
  checksPerSecond: number;
  /** Processor time a check, in microseconds: the app's processes, and the database's. */
  appMicros: number;
  databaseMicros: number;
};

export type Run = Pick<Load, 'seconds' | 'way'> & Partial<Pick<Load, 'connections'>> & { hotShare?: number };

/** How long a side is loaded before it is measured; the first time longer, for compilers and caches. */
const WARM_UP = { first: 3, later: 1 };
const CONNECTIONS = 64;
const warmed = new WeakSet<Side>();

/** Loads one side for one round, with a load generator of its own. Throws when any answer was not as it must be. */
export async function measure(rig: Rig, side: Side, run: Run): Promise<Measured> {
  const generator = rig.start({
    name: 'load generator',
    words: [join(rig.clone, 'bench', 'load', 'main.ts')],
    cwd: rig.clone,
    env: {},
  });
  const load: Load = {
    port: side.port,
    connections: run.connections ?? CONNECTIONS,
    warmUpSeconds: warmed.has(side) ? WARM_UP.later : WARM_UP.first,
    seconds: run.seconds,
    way: run.way,
    licenses: { count: run.hotShare === 1 ? 1 : side.licenses, hotShare: run.hotShare ?? 0 },
    publicKey: side.publicKey,
  };
  warmed.add(side);
  const used = () => ({ app: processorSeconds(side.child.pid), database: processorSeconds(rig.postmaster) });
  let before = used();
  const measured = await new Promise<{ result: LoadResult; after: typeof before }>((resolve, reject) => {
    generator.process.on('message', (message: LoadMessage) => {
      if (message.kind === 'warm') before = used();
      else if (message.kind === 'measured') resolve({ result: message.result, after: used() });
      else reject(new ChildFailed(`${side.name}: ${message.reason}`));
    });
    generator.ended.then(() =>
      reject(new ChildFailed(`the load generator ended while it measured ${side.name}: ${generator.output}`)),
    );
    generator.process.send(load);
  });
  await generator.ended;
  const { result, after } = measured;
  if (result.checks === 0) throw new ChildFailed(`${side.name} answered nothing`);
  const micros = (part: 'app' | 'database') => ((after[part] - before[part]) * 1e6) / result.checks;
  return {
    ...result,
    checksPerSecond: result.checks / result.seconds,
    appMicros: micros('app'),
    databaseMicros: micros('database'),
  };
}
