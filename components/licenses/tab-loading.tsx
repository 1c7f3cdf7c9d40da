import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

/** What lies below the tabs of a license while it is read. */
export function TabLoading() {
  return (
    <div className="section">
      <SkeletonRows rows={4} columns={['20%', '8%', '10%', '50%']} />
    </div>
  );
}
