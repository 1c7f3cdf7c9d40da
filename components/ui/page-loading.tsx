import { SkeletonRows } from './skeleton-rows.tsx';

/** A list's head, and rows in its place, while it is read. */
export function PageLoading({ title }: { title: string }) {
  return (
    <>
      <div className="title between">
        <h1>{title}</h1>
      </div>
      <div style={{ paddingTop: 68 }}>
        <SkeletonRows rows={8} columns={['16%', '16%', '20%', '18%', '22%']} />
      </div>
    </>
  );
}
