import { formatDuration } from '#components/ui/format-duration.ts';

type Props = { leaseSeconds: number; graceSeconds: number; says: string };

/** A lease and the grace after it, to scale. */
export function LeaseThenGrace({ leaseSeconds, graceSeconds, says }: Props) {
  const lease = formatDuration(leaseSeconds);
  const share = Math.max(2, (leaseSeconds / (leaseSeconds + graceSeconds)) * 100);
  return (
    <>
      <div className="mini" aria-hidden="true">
        <i className="a" style={{ width: `${share}%` }} />
        <i className="b" />
      </div>
      <div className="mini-scale">
        <span>{lease} leased</span>
        <span>{says}</span>
      </div>
    </>
  );
}
