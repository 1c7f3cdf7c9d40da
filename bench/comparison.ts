import type { Options } from './options.ts';
import type { Rig } from './rig.ts';

/** A line of the table. */
export type Figure = {
  says: string;
  /** The ratio in each round that the figure is the median of. */
  ratios: number[];
  /** What was divided by what, as medians with their units. */
  from: string;
  bound: number;
  aim: number;
  /** Whether the ratio has to be at least the bound, or at most. */
  is: 'at-least' | 'at-most';
};

/** Why a comparison gives no figures here. */
export type LeftOut = { says: string; reason: string };

export type Comparison = {
  name: string;
  run(rig: Rig, options: Options): Promise<(Figure | LeftOut)[]>;
};
