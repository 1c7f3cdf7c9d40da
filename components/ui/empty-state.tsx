import type { ReactNode } from 'react';

type Props = {
  /** What will be here. */
  title: string;
  /** How it comes about. */
  says?: ReactNode;
  /** The button that fills it. */
  action?: ReactNode;
};

/** In the place of a list that has nothing yet. */
export function EmptyState({ title, says, action }: Props) {
  return (
    <div className="empty">
      <p className="what">{title}</p>
      {says ? <p>{says}</p> : null}
      {action}
    </div>
  );
}
