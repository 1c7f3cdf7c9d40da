const UNITS: readonly [RegExp, number][] = [
  [/^(s|sec|secs|second|seconds)?$/, 1],
  [/^(m|min|mins|minute|minutes)$/, 60],
  [/^(h|hour|hours)$/, 3600],
  [/^(d|day|days)$/, 86_400],
];

/** Seconds of what people type: "24 h", "3 days", "15 min", "300". Null when it is no duration. */
export function readDuration(typed: string): number | null {
  const [, amount = '', unit = ''] =
    /^(\d{1,7}(?:\.\d{1,2})?)\s*([a-z]*)$/.exec(typed.trim().toLowerCase()) ?? [];
  const seconds = UNITS.find(([names]) => names.test(unit))?.[1];
  if (amount === '' || seconds === undefined) return null;
  const total = Number(amount) * seconds;
  return Number.isInteger(total) ? total : null;
}
