import { formatRelative } from '#components/ui/format-instant.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import { momentOfEffect } from '#lib/domain/agreements.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import type { PreviewedEnding } from './agreement-course.ts';
import { sayMoment, type VendorTime } from './say-moment.ts';

/** What the timeline shows, in a sentence. */
export function courseSentence(
  agreement: Agreement,
  { preview, zone, now }: VendorTime & { preview: PreviewedEnding | null },
): string {
  const { state, termination, endsAt, noticeDays } = agreement;
  const time = { zone, now };
  if (state === 'terminated' || state === 'expired')
    return `It ended ${formatRelative(endsAt ?? agreement.lastInstantAt, now)}. No lease crossed that moment.`;
  if (preview) {
    const stops = Date.parse(preview.effectiveAt);
    const days = Math.round((Date.parse(agreement.lastInstantAt) - stops) / DAY_MS);
    const against = days > 0 ? `, ${days === 1 ? 'a day' : `${days} days`} before its last day` : '';
    return `Terminated so, the agreement would stop ${sayMoment(stops, time)}${against}.`;
  }
  if (termination?.effectiveAt)
    return `It stops ${formatRelative(termination.effectiveAt, now)}: ${sayMoment(termination.effectiveAt, time)}.`;
  if (termination)
    return 'Notice of a termination is stored and shown, but no mail server has accepted it yet. Its days begin when one has.';
  const earliest = momentOfEffect({ servedAt: now, noticeDays, zone });
  return `Ended today, it would stop ${sayMoment(earliest, time)}: ${noticeDays === 1 ? 'a day' : `${noticeDays} days`} of notice, to the end of that day.`;
}
