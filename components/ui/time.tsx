import { toMilliseconds } from './format-instant.ts';
import { LiveTime } from './live-time.tsx';

type Props = {
  at: string | number | Date;
  /** `relative` says "in 3 days", with the instant on hover; `both` shows it beside; `exact` is the instant alone. */
  show?: 'relative' | 'both' | 'exact';
};

/** A moment. The exact instant and its zone are in the accessible name and on hover, whatever is shown. */
export function Time({ at, show = 'relative' }: Props) {
  return <LiveTime at={toMilliseconds(at)} show={show} drawnAt={Date.now()} />;
}
