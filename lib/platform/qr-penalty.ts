/** Section 7.8.3.1, table 11: what makes a symbol hard to read, and by how much. */
const RUN = 3;
const BLOCK = 3;
const LIKE_A_FINDER = 40;
const IMBALANCE = 10;
const FINDER_LIKE = /(?=0000(?:1011101)|(?:1011101)0000)/g;

/** How hard a symbol is to read: long runs, blocks, what looks like a finder pattern, too much of one color. */
export function penaltyOf(modules: readonly (readonly boolean[])[]): number {
  const rows = modules.map((row) => row.map((isDark) => (isDark ? '1' : '0')).join(''));
  const columns = rows.map((_, x) => rows.map((row) => row[x]).join(''));
  const lines = [...rows, ...columns];
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? []);
  const finders = lines.reduce((sum, line) => sum + [...line.matchAll(FINDER_LIKE)].length, 0);
  const dark = rows.join('').replaceAll('0', '').length;
  const fives = Math.floor(Math.abs((dark / rows.length ** 2) * 100 - 50) / 5);
  return (
    runs.reduce((sum, { length }) => sum + RUN + length - 5, 0) +
    BLOCK * blocksIn(rows) +
    LIKE_A_FINDER * finders +
    IMBALANCE * fives
  );
}

/** How many squares of two by two are of one color. */
function blocksIn(rows: readonly string[]): number {
  let blocks = 0;
  for (const [y, row] of rows.entries())
    for (let x = 1; x < row.length; x += 1) {
      const above = rows[y - 1]?.slice(x - 1, x + 1);
      if (above === row.slice(x - 1, x + 1) && row[x - 1] === row[x]) blocks += 1;
    }
  return blocks;
}
