import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

export default function TokensAreLoading() {
  return (
    <>
      <div className="title between">
        <h1>API tokens</h1>
      </div>
      <div style={{ paddingTop: 28 }}>
        <SkeletonRows rows={4} columns={['22%', '24%', '14%', '14%', '14%']} />
      </div>
    </>
  );
}
