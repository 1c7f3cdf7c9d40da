import { ForbiddenState } from './forbidden-state.tsx';

/** In the place of a whole page that this person's role does not show: what it is, and who can see it. */
export function Forbidden({ title, says }: { title: string; says: string }) {
  return (
    <>
      <div className="title">
        <h1>{title}</h1>
      </div>
      <div style={{ paddingTop: 20 }}>
        <ForbiddenState says={says} />
      </div>
    </>
  );
}
