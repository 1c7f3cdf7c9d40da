import { formatDuration } from '#components/ui/format-duration.ts';
import { formatInstant } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { Hint } from '#components/ui/hint.tsx';
import { More } from '#components/ui/more.tsx';
import type { Agreement, NoticePreview } from '#lib/contract/agreements.ts';
import { sayMoment, type VendorTime } from './say-moment.ts';

type Props = {
  agreement: Agreement;
  preview: NoticePreview;
  /** What checks are answered with after the moment; null where licenses go on, with less. */
  code: string | null;
  time: VendorTime;
};

/** Who is told, what they read, the moment of effect, how many leases run and when the last of them stops. */
export function NoticePreviewPane({ agreement, preview, code, time }: Props) {
  const { now } = time;
  const { leasesShrinkFrom, effectiveAt } = preview;
  const identifiers = count(preview.apps, 'identifier');
  const licenses = count(preview.licenses.length, 'license');
  const most = preview.licenses.toSorted((a, b) => b.running - a.running)[0];
  return (
    <>
      <p className="muted">Preview, nothing is sent yet</p>
      <p className="big">
        {code === null
          ? `The new terms hold from ${sayMoment(effectiveAt, time)}`
          : `${identifiers}, ${count(preview.running, 'lease')} running; the last stops ${sayMoment(effectiveAt, time)}`}
      </p>
      <ol className="what-when">
        <li>
          <span className="at">Now</span>
          <div>
            <b>Notice is stored and shown</b>
            <p>
              A banner for {preview.members === 1 ? 'the one member' : `all ${preview.members} members`}; mail
              to {toldSentence(preview)}. Served when a mail server has accepted it for{' '}
              {agreement.noticeAddress === null ? 'an owner' : 'an owner or the notice address'}.
            </p>
          </div>
        </li>
        {code === null ? (
          <li>
            <span className="at">{sayMoment(effectiveAt, time)}</span>
            <div>
              <b>The new terms hold</b>
              <p>For every check from then on. No license ends by it. You can take it back until then.</p>
            </div>
          </li>
        ) : (
          <>
            <li>
              <span className="at">to {formatInstant(leasesShrinkFrom, { now })}</span>
              <div>
                <b>Nothing changes</b>
                <p>
                  Leases of {formatDuration(agreement.leaseSeconds)}, grace of{' '}
                  {formatDuration(agreement.graceSeconds)}. You can cancel; everything lifts at the next
                  check.
                </p>
              </div>
            </li>
            <li>
              <span className="at">from {formatInstant(leasesShrinkFrom, { now })}</span>
              <div>
                <b>Leases shrink</b>
                <p>No lease or grace runs past the end.</p>
              </div>
            </li>
            <li className="end">
              <span className="at">{sayMoment(effectiveAt, time)}</span>
              <div>
                <b>The last lease stops</b>
                <p>
                  {preview.licenses.length === 0
                    ? 'There is no license under this agreement yet.'
                    : `${preview.apps === 1 ? 'The identifier' : `All ${identifiers}`} on ${licenses} ${preview.apps === 1 ? 'is' : 'are'} answered with ${code}.`}
                  {preview.lastStopsAt === null
                    ? ''
                    : ` If no device checks again, the last stops ${formatInstant(preview.lastStopsAt, { now })}.`}
                </p>
              </div>
            </li>
          </>
        )}
      </ol>
      {preview.told.some(({ counts }) => counts) ? null : (
        <Hint tone="bad">
          Nobody whose acceptance counts would be told: the team has no owner, and there is no notice address.
        </Hint>
      )}
      <dl className="hit">
        <div>
          <dt>Checks, last 30 days</dt>
          <dd>{formatNumber(preview.checks)}</dd>
        </div>
        <div>
          <dt>Licenses</dt>
          <dd>{formatNumber(preview.licenses.length)}</dd>
        </div>
        {most && most.running > 0 ? (
          <div>
            <dt>Most leases</dt>
            <dd>
              {most.name}, {formatNumber(most.running)}
            </dd>
          </div>
        ) : null}
      </dl>
      <div style={{ paddingTop: 12, display: 'grid', gap: 8 }}>
        <More summary="Who is told">
          <ul>
            {preview.told.map(({ address, name, as, counts }) => (
              <li key={`${as} ${address}`}>
                {name === null ? address : `${name}, ${address}`}{' '}
                <span className="muted">
                  {as.replace('-', ' ')}
                  {counts ? '' : ', whose acceptance does not serve it'}
                </span>
              </li>
            ))}
          </ul>
        </More>
        <More summary="What they read">
          <p>
            <b>{preview.subject}</b>
          </p>
          <p className="letter">{preview.text}</p>
        </More>
      </div>
    </>
  );
}

function count(n: number, word: string): string {
  return `${formatNumber(n)} ${word}${n === 1 ? '' : 's'}`;
}

function toldSentence({ told }: NoticePreview): string {
  const of = (role: NoticePreview['told'][number]['as']) => told.filter(({ as }) => as === role).length;
  const parts = [
    count(of('owner'), 'owner'),
    ...(of('admin') > 0 ? [count(of('admin'), 'admin')] : []),
    ...(of('notice-address') > 0 ? ['the notice address'] : []),
  ];
  const last = parts.pop() ?? 'nobody';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}
