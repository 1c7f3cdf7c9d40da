import { type Measured, measure, type Run } from './measure.ts';
import { median } from './median.ts';
import type { Rig } from './rig.ts';
import type { Side } from './sides.ts';

/** What each side did in each round, in the order of the sides. */
export type Rounds = Measured[][];

export type RoundsOptions = { sides: readonly Side[]; rounds: number; run: Run };

/** Measures the sides one after the other, again and again: A B A B …, so that what changes with time meets all. */
export async function interleave(rig: Rig, { sides, rounds, run }: RoundsOptions): Promise<Rounds> {
  const measured: Rounds = sides.map(() => []);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [nth, side] of sides.entries()) {
      const one = await measure(rig, side, run);
      measured[nth]?.push(one);
      process.stderr.write(`  ${round}/${rounds} ${progress(side.name, one)}\n`);
    }
  }
  return measured;
}

function progress(
  name: string,
  { checksPerSecond, p50Ms, p99Ms, appMicros, databaseMicros }: Measured,
): string {
  const times = `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
  return `${name}: ${whole(checksPerSecond)}/s, ${times}, ${whole(appMicros)} + ${whole(databaseMicros)} µs`;
}

export type Quantity = (measured: Measured) => number;

export const checksPerSecond: Quantity = (measured) => measured.checksPerSecond;
export const p99Ms: Quantity = (measured) => measured.p99Ms;
export const processorMicros: Quantity = ({ appMicros, databaseMicros }) => appMicros + databaseMicros;

/** One side divided by another, round by round. */
export function ratios(ours: readonly Measured[], other: readonly Measured[], quantity: Quantity): number[] {
  return ours.flatMap((one, round) => {
    const beside = other[round];
    return beside ? [quantity(one) / quantity(beside)] : [];
  });
}

/** The medians of two sides, as text: `13,500 ÷ 800 a second`. */
export function quotient(
  ours: readonly Measured[],
  other: readonly Measured[],
  { of, unit, digits = 0 }: { of: Quantity; unit: string; digits?: number },
): string {
  const middle = (side: readonly Measured[]) => whole(median(side.map(of)), digits);
  return `${middle(ours)} ÷ ${middle(other)} ${unit}`;
}

function whole(value: number, digits = 0): string {
  return value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });
}
