import './licenses.css';
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

/** The list's head, and rows of their true height, while it is read. */
export function ListLoading() {
  return (
    <>
      <div className="title between">
        <h1>Licenses</h1>
      </div>
      <div style={{ paddingTop: 68 }}>
        <SkeletonRows rows={8} columns={['22%', '10%', '12%', '14%', '14%', '12%', '8%']} />
      </div>
    </>
  );
}
