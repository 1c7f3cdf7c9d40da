import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

export default function MembersAreLoading() {
  return (
    <>
      <div className="title between">
        <h1>Members</h1>
      </div>
      <div style={{ paddingTop: 28 }}>
        <SkeletonRows rows={4} columns={['20%', '28%', '14%', '14%']} />
      </div>
    </>
  );
}
