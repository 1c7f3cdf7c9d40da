import type { ReactNode } from 'react';

type Props = {
  /** Who can: the policy row's own words. */
  says: string;
  /** Whom to ask, or a way back. */
  children?: ReactNode;
};

/** In the place of what this person's role does not let them see. */
export function ForbiddenState({ says, children }: Props) {
  return (
    <div className="empty" data-outcome="forbidden">
      <p className="what">Your role does not show this</p>
      <p>{says}</p>
      {children}
    </div>
  );
}
