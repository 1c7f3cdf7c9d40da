import type { CheckCounts } from '#lib/contract/licenses.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';

export type Outcomes = { lease: number; lock: number; refusal: number; total: number };
export type DayOfChecks = Outcomes & { day: string };

const NONE: Outcomes = { lease: 0, lock: 0, refusal: 0, total: 0 };

/** The calendar day (UTC) an instant lies in, as the API writes it. */
export function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** Every day from `from` to `to` in order, zero where nothing was counted; several rows of a day are added up. */
export function dailyChecks(
  rows: readonly CheckCounts[],
  { from, to }: { from: Instant; to: Instant },
): DayOfChecks[] {
  const byDay = new Map<string, Outcomes>();
  for (const row of rows) {
    if (row.day !== undefined) byDay.set(row.day, sumOutcomes([byDay.get(row.day) ?? NONE, row]));
  }
  const days: DayOfChecks[] = [];
  const last = dayOf(to);
  for (let at = from; days.length < 400; at += DAY_MS) {
    const day = dayOf(at);
    if (day > last) break;
    days.push({ ...(byDay.get(day) ?? NONE), day });
  }
  return days;
}

/** Outcomes added up. */
export function sumOutcomes(rows: readonly Outcomes[]): Outcomes {
  const sum = { ...NONE };
  for (const { lease, lock, refusal, total } of rows) {
    sum.lease += lease;
    sum.lock += lock;
    sum.refusal += refusal;
    sum.total += total;
  }
  return sum;
}

/** The top of a scale that holds `most`: 2 to 10 in even steps, then 1, 2, 3, 4, 5, 6 or 8 times a power of ten. */
export function scaleTop(most: number): number {
  if (most <= 10) return Math.max(2, Math.ceil(most / 2) * 2);
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= most);
  return (step ?? 10) * power;
}
