'use client';

import { formatInstant, formatRelative, formatSince } from './format-instant.ts';
import { useNow } from './use-now.ts';

type Props = {
  at: number;
  show: 'relative' | 'both' | 'exact';
  drawnAt: number;
  /** It was seen, so it is not ahead, whatever the clocks say. */
  isPast?: boolean;
};

export function LiveTime({ at, show, drawnAt, isPast = false }: Props) {
  const now = useNow(drawnAt);
  const exact = formatInstant(at, { now });
  const dateTime = new Date(at).toISOString();
  if (show === 'exact')
    return (
      <time dateTime={dateTime} title={dateTime} suppressHydrationWarning>
        {exact}
      </time>
    );
  return (
    <time dateTime={dateTime} title={show === 'relative' ? exact : dateTime} suppressHydrationWarning>
      {isPast ? formatSince(at, now) : formatRelative(at, now)}
      <span className={show === 'both' ? 'muted' : 'vh'} suppressHydrationWarning>
        , {exact}
      </span>
    </time>
  );
}
