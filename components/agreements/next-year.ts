import type { Day } from '#lib/domain/calendar.ts';

/** The same day a year later; of 29 February, 28 February. */
export function nextYear(day: Day): Day {
  const [year = '', month, date] = day.split('-');
  return `${Number(year) + 1}-${month}-${month === '02' && date === '29' ? '28' : date}`;
}
