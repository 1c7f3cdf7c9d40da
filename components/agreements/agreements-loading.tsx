import '#components/licenses/licenses.css';
import { SkeletonRows } from '#components/ui/skeleton-rows.tsx';

/** The list's head, and rows of their true height, while it is read. */
export function AgreementsLoading() {
  return (
    <>
      <div className="title between">
        <h1>Agreements</h1>
      </div>
      <div style={{ paddingTop: 68 }}>
        <SkeletonRows rows={8} columns={['22%', '12%', '10%', '14%', '6%', '8%', '14%']} />
      </div>
    </>
  );
}
