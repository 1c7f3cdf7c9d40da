import type { ReactNode } from 'react';

export type Fact = { name: string; value: ReactNode };

/** Facts in a row: name above value. Zero is written, not left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
