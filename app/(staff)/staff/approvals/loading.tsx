import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

export default function ApprovalsAreLoading() {
  return (
    <>
      <div className="title">
        <h1>Approvals</h1>
      </div>
      <div style={{ paddingTop: 28 }}>
        <SkeletonRows rows={4} columns={['56%', '16%']} />
      </div>
    </>
  );
}
