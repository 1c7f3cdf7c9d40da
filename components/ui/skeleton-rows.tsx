import { Skeleton } from './skeleton.tsx';

/** Rows of the true height in the place of a list to come; said aloud once. `columns` are widths. */
export function SkeletonRows({
  rows = 5,
  columns = ['20%', '30%', '12%', '16%'],
}: {
  rows?: number;
  columns?: readonly string[];
}) {
  return (
    <div className="loading bones" role="status">
      <span className="vh">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other identity
        <div className="bone-row" key={row}>
          {columns.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <Skeleton key={column} width={width} />
          ))}
        </div>
      ))}
    </div>
  );
}
