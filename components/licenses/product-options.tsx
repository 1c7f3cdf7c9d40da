import type { Product } from '#lib/contract/products.ts';
import type { TrialUse } from './trial-use.ts';

type Props = {
  catalogue: readonly Product[];
  chosen: readonly string[];
  useOf: Readonly<Record<string, TrialUse>>;
  onToggle: (product: string) => void;
  describedBy: string | undefined;
};

/** The catalogue as a list to tick. What the team has no trial left of stays, and says why. */
export function ProductOptions({ catalogue, chosen, useOf, onToggle, describedBy }: Props) {
  return (
    <div className="opts">
      {catalogue.map(({ name, description, currentVersion }) => {
        const full = useOf[name]?.full ?? null;
        return (
          <label key={name} className={full === null ? 'opt' : 'opt full'}>
            <input
              type="checkbox"
              name="products"
              value={name}
              checked={chosen.includes(name)}
              disabled={full !== null && !chosen.includes(name)}
              aria-describedby={describedBy}
              onChange={() => onToggle(name)}
            />
            <span>
              <b>{name}</b> <span className="muted">{description}</span>
            </span>
            {full === null ? (
              <span className="mono muted">{currentVersion}</span>
            ) : (
              <span className="small">{full}</span>
            )}
          </label>
        );
      })}
    </div>
  );
}
