const KEYS = {
  lease: 'Lease',
  leased: 'Leased',
  due: 'Due',
  grace: 'Grace',
  lock: 'Locked',
  locked: 'Lock',
  refusal: 'Refusal',
  notice: 'Notice',
  now: 'Now',
  check: 'Check',
} as const;

export type LegendKey = keyof typeof KEYS;

/** What the shapes of a picture mean. */
export function Legend({ keys }: { keys: readonly LegendKey[] }) {
  return (
    <div className="legend">
      {keys.map((key) => (
        <span key={key}>
          <i className={`key k-${key === 'leased' ? 'lease' : key}`} />
          {KEYS[key]}
        </span>
      ))}
    </div>
  );
}
