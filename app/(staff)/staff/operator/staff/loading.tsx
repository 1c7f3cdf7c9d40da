import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

export default function StaffIsLoading() {
  return (
    <>
      <div className="title between">
        <h1>Staff</h1>
      </div>
      <div style={{ paddingTop: 28 }}>
        <SkeletonRows rows={4} columns={['18%', '26%', '12%', '12%', '12%']} />
      </div>
    </>
  );
}
