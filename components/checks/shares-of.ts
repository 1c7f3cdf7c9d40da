/** One part of a whole: its name, its count, and its share in whole percent (at least 1 if there is any). */
export type Share = { name: string; count: number; percent: number };

/** The largest `most` parts in falling order, and all others as `other`. */
export function sharesOf(parts: readonly { name: string; count: number }[], most = 5): Share[] {
  const whole = parts.reduce((sum, part) => sum + part.count, 0);
  if (whole === 0) return [];
  const named = parts.filter((part) => part.name !== 'other' && part.count > 0);
  const sorted = named.toSorted(
    (a, b) => b.count - a.count || a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
  const shown = sorted.slice(0, most);
  const other = whole - shown.reduce((sum, part) => sum + part.count, 0);
  if (other > 0) shown.push({ name: 'other', count: other });
  return shown.map(({ name, count }) => ({
    name,
    count,
    percent: Math.max(1, Math.round((count / whole) * 100)),
  }));
}
