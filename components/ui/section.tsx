import { type ReactNode, useId } from 'react';

type Props = {
  title: string;
  /** The sentence that says what to see. */
  says?: ReactNode;
  /** Right of the heading: a legend, a button. */
  aside?: ReactNode;
  /** Inside a `cols` grid: without the line and the space of its own. */
  inner?: boolean;
  children?: ReactNode;
};

/** A heading, the sentence, the thing. Named by its heading. */
export function Section({ title, says, aside, inner = false, children }: Props) {
  const id = useId();
  return (
    <section className={inner ? undefined : 'section'} aria-labelledby={id}>
      <header className="sec-head">
        <div>
          <h2 id={id}>{title}</h2>
          {says ? <p>{says}</p> : null}
        </div>
        {aside}
      </header>
      {children}
    </section>
  );
}
