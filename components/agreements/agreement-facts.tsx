import { PLATFORM_WORDS } from '#components/licenses/platform-words.ts';
import { Facts } from '#components/ui/facts.tsx';
import { formatDuration } from '#components/ui/format-duration.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import type { Agreement } from '#lib/contract/agreements.ts';
import { sayTerm } from './term-words.ts';

type Props = {
  agreement: Agreement;
  /** Leases that run now, where they were counted. */
  running?: number | undefined;
  now: number;
};

/** What was agreed on, and how much of it is used. */
export function AgreementFacts({ agreement, running, now }: Props) {
  const { apps, appLimit, leaseSeconds, graceSeconds, offline, proxy } = agreement;
  const rights = [proxy ? 'Proxy' : null, offline ? 'offline lease files' : null].filter(Boolean).join(', ');
  return (
    <div className="agreement-facts">
      <Facts
        facts={[
          { name: 'Licenses', value: formatNumber(agreement.licenses) },
          { name: 'Identifiers', value: `${formatNumber(apps)} of ${formatNumber(appLimit)}` },
          ...(running === undefined ? [] : [{ name: 'Leases running', value: formatNumber(running) }]),
          { name: 'Notice', value: sayTerm('noticeDays', agreement, now) },
          {
            name: 'Lease, then grace',
            value: `${formatDuration(leaseSeconds)}, then ${formatDuration(graceSeconds)}`,
          },
          { name: 'Retry when locked', value: formatDuration(agreement.retrySeconds) },
          { name: 'Products', value: agreement.products.join(', ') },
          {
            name: 'Platforms',
            value: agreement.platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', '),
          },
          { name: 'Versions', value: sayTerm('versionCap', agreement, now).replace(/^e/, 'E') },
          { name: 'Allowed', value: rights === '' ? 'No proxy, no offline lease files' : capital(rights) },
          { name: 'Notice address', value: agreement.noticeAddress ?? 'None' },
        ]}
      />
    </div>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
