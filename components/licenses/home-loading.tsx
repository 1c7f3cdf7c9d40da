import './licenses.css';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

/** The shape of a team's home while it is read. */
export function HomeLoading() {
  return (
    <div className="loading" role="status">
      <span className="vh">Loading</span>
      <div className="hello">
        <div style={{ width: '100%' }}>
          <Skeleton width="min(360px, 80%)" height={28} />
          <div style={{ marginTop: 10 }}>
            <Skeleton width="min(420px, 100%)" />
          </div>
        </div>
      </div>
      <div className="section cols" style={{ border: 0 }}>
        <div>
          <Skeleton width="140px" />
          <div style={{ marginTop: 40 }}>
            <Skeleton height={184} />
          </div>
        </div>
        <SkeletonRows rows={3} columns={['40%', '20%', '20%']} />
      </div>
    </div>
  );
}
