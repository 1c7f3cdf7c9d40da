/** "300 s", "15 min", "1 h", "72 h", "30 days": always with its unit, never rounded. */
export function formatDuration(seconds: number): string {
  if (seconds >= 4 * 86_400 && seconds % 86_400 === 0) return `${seconds / 86_400} days`;
  if (seconds >= 3_600 && seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  if (seconds >= 600 && seconds % 60 === 0) return `${seconds / 60} min`;
  return `${seconds} s`;
}
