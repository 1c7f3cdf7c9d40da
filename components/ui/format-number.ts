/** "1,710": thousands with commas, whatever the browser's language, so that server and browser write the same. */
export function formatNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
