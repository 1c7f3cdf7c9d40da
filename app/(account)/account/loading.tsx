import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

export default function AccountLoading() {
  return (
    <>
      <div className="title" style={{ paddingBottom: 16 }}>
        <h1>Account</h1>
      </div>
      <SkeletonRows rows={5} columns={['30%', '20%', '20%']} />
    </>
  );
}
