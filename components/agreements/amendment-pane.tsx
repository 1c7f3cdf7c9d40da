import { More } from '#components/ui/more.tsx';
import type { Agreement, AmendmentPreview } from '#lib/contract/agreements.ts';
import { ChangedTerms } from './changed-terms.tsx';
import { NoticePreviewPane } from './notice-preview-pane.tsx';
import { sayMoment, type VendorTime } from './say-moment.ts';
import { namedTerms } from './term-words.ts';

type Props = {
  agreement: Agreement;
  isChanged: boolean;
  preview: AmendmentPreview | null;
  time: VendorTime;
};

/** What of an amendment holds at once, and what narrows and therefore waits for notice. */
export function AmendmentPane({ agreement, isChanged, preview, time }: Props) {
  if (!isChanged) {
    return (
      <>
        <h2>Nothing changed yet</h2>
        <p className="muted">
          What gives more holds from the next check on. What takes something away waits for a served notice of{' '}
          {agreement.noticeDays === 1 ? 'a day' : `${agreement.noticeDays} days`}.
        </p>
      </>
    );
  }
  if (preview === null) return <p className="muted">Looking at what this would mean.</p>;
  const { atOnce, byNotice, notice, now } = preview;
  return (
    <>
      {namedTerms(atOnce).length > 0 ? (
        <>
          <h2>From the next check on</h2>
          <ChangedTerms change={atOnce} from={agreement} now={Date.parse(now)} />
        </>
      ) : null}
      {namedTerms(byNotice).length > 0 ? (
        <>
          <h2 style={{ marginTop: namedTerms(atOnce).length > 0 ? 16 : 0 }}>Waits for notice</h2>
          <ChangedTerms change={byNotice} from={agreement} now={Date.parse(now)} />
        </>
      ) : null}
      {notice ? (
        <>
          <p style={{ padding: '8px 0' }}>
            Holds from <b>{sayMoment(notice.effectiveAt, time)}</b>, if the notice is served now.
          </p>
          <More summary="What happens when">
            <NoticePreviewPane agreement={agreement} preview={notice} code={null} time={time} />
          </More>
        </>
      ) : null}
    </>
  );
}
