/** What people read about a code. One table has one for every code there is (`reasons.ts`). */
export type Reason = {
  /** A few words, as a heading; no full stop. */
  title: string;
  /** The sentence a developer reads: what happened and what it means. */
  says: string;
  /** What to do about it, said to whoever reads it. */
  fix: string;
  /** Who can do it. `developer`: of the team, in code or on the dashboard; `team`: an owner or admin of the team. */
  who: 'developer' | 'team' | 'sales' | 'support' | 'operator' | 'nobody';
  /** Whether asking the same again later can help, without anybody doing anything. */
  retryHelps: boolean;
};
