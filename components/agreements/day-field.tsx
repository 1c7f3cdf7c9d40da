'use client';

import type { ReactNode } from 'react';
import { formatInstant } from '#components/ui/format-instant.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { endOfDay, startOfDay } from '#lib/domain/calendar.ts';
import { sayMoment, type VendorTime } from './say-moment.ts';

type Props = {
  label: ReactNode;
  name: string;
  value: string;
  onValue: (day: string) => void;
  /** Whether the day counts to its end or from its beginning. */
  counts: 'to-its-end' | 'from-its-beginning';
  min?: string;
  max?: string;
  /** What else is to be said, before the exact instant. */
  hint?: string;
  error?: string | null | undefined;
  time: VendorTime;
};

/** A day of the vendor's time zone, with the exact instant at which it begins or ends. */
export function DayField({ value, counts, hint, error, time, min, max, ...rest }: Props) {
  return (
    <TextField
      {...rest}
      type="date"
      value={value}
      {...(min !== undefined && { min })}
      {...(max !== undefined && { max })}
      error={error}
      hint={[hint, exactly(value, counts, time)].filter(Boolean).join(' ') || undefined}
    />
  );
}

function exactly(day: string, counts: Props['counts'], { zone, now }: VendorTime): string | null {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(day)) return null;
  if (counts === 'to-its-end') return `${sayMoment(endOfDay(day, zone), { zone, now })}.`;
  return `From ${formatInstant(startOfDay(day, zone), { now })}${zone === 'UTC' ? '' : `, when the day begins in ${zone}`}.`;
}
