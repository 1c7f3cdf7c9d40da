import { formatDay } from '#components/ui/format-instant.ts';
import type { License } from '#lib/contract/licenses.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';

/** The longest license that is drawn a tick a day. */
const MOST_DAYS = 62;

/** The days of a trial: past, left, and which one today is. */
export function TrialRuler({ license, now }: { license: License; now: Instant }) {
  if (license.endsAt === null) return null;
  const startsAt = Date.parse(license.startsAt);
  const total = Math.round((Date.parse(license.endsAt) - startsAt) / DAY_MS);
  if (license.kind !== 'trial' || total < 1 || total > MOST_DAYS) return null;
  const elapsed = Math.min(total, Math.max(0, (now - startsAt) / DAY_MS));
  const past = Math.floor(elapsed);
  const today = Math.min(total, Math.max(1, Math.ceil(elapsed)));
  const left = total - past;
  const isEnding = license.state === 'expiring';
  const place = (past / total) * 100;
  const says =
    left === 0
      ? `All ${total} days, ended.`
      : `Day ${today} of ${total}, ${left} ${left === 1 ? 'day' : 'days'} left.`;
  return (
    <div className="ruler" role="img" aria-label={says}>
      <div className="ticks">
        {Array.from({ length: total }, (_, day) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day has no other identity than its number
          <i key={day} className={day < past ? undefined : isEnding ? 'left' : 'more'} />
        ))}
      </div>
      <div className="scale">
        {place > 18 ? <span style={{ left: 0 }}>{formatDay(startsAt, { now, weekday: false })}</span> : null}
        <span
          style={
            place > 60
              ? { left: `${place}%`, transform: 'translateX(-100%)', paddingRight: 6 }
              : { left: `${place}%` }
          }
        >
          <b>{left === 0 ? `All ${total} days, ended` : `Day ${today} of ${total}`}</b>
        </span>
        {place < 78 ? (
          <span style={{ right: 0 }}>{formatDay(license.endsAt, { now, weekday: false })}</span>
        ) : null}
      </div>
    </div>
  );
}
