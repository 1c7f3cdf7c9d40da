import type { Config } from './config.ts';
import { processSlot } from './process-state.ts';

/** What this process serves for: the configuration, and what the start found or made. */
export type Installation = {
  config: Config;
  /** AUTH_SECRET, given or made at the first start. */
  secret: string;
  /** Absolute path of the data folder. */
  dataDir: string;
};

const slot = processSlot<Installation>('installation');

export function setInstallation(installation: Installation): void {
  slot.set(installation);
}

export function installation(): Installation {
  return slot.get();
}
