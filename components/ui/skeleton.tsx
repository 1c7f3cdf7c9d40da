/** One grey line of the true width, in the place of a text to come. */
export function Skeleton({ width = '100%', height = 12 }: { width?: string | number; height?: number }) {
  return <span className="bone" style={{ width, height }} aria-hidden="true" />;
}
