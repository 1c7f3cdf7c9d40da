import '#components/agreements/agreement.css';
import '#components/licenses/licenses.css';
import '#components/licenses/stack.css';
import { AgreementTable } from '#components/agreements/agreement-table.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Section } from '#components/ui/section.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import type { Request } from '#lib/contract/requests.ts';
import type { CallTrial, NoticeUnderWay } from '#lib/contract/sales.ts';
import { NoticesUnderWay } from './notices-under-way.tsx';
import { TrialsWorthACall } from './trials-worth-a-call.tsx';
import { WaitingRequests } from './waiting-requests.tsx';

type Props = {
  ending: readonly Agreement[];
  notices: readonly NoticeUnderWay[];
  /** Those that wait for an answer, the one promised soonest first. */
  requests: readonly Request[];
  trials: readonly CallTrial[];
  zone: string;
  now: number;
};

/** What sales come for: what ends, what was given notice of, whom to call. */
export function SalesHome({ ending, notices, requests, trials, zone, now }: Props) {
  const unserved = notices.filter(({ servedAt }) => servedAt === null).length;
  return (
    <>
      <div className="hello">
        <div>
          <h1>{headline({ unserved, requests: requests.length, ending: ending.length })}</h1>
          <p className="muted">
            {unserved > 0
              ? 'A notice that no mail server has accepted ends nothing: its days have not begun.'
              : notices.length > 0
                ? 'Every notice under way has been served.'
                : 'No notice is under way.'}
          </p>
        </div>
        <div className="actions" style={{ marginTop: 0 }}>
          <LinkButton href="/staff/agreements">All agreements</LinkButton>
          <LinkButton href="/staff/agreements/new" look="primary">
            New agreement
          </LinkButton>
        </div>
      </div>
      <Section
        title="Notices under way"
        says="Those that were not served yet come first, then those whose moment is nearest."
      >
        {notices.length === 0 ? (
          <EmptyState
            title="No notice is under way"
            says="Here each notice is listed until it takes effect, with the mails that were refused."
          />
        ) : (
          <NoticesUnderWay notices={notices} time={{ zone, now }} />
        )}
      </Section>
      <Section title="Requests" says="Those that wait for an answer, the one promised soonest first.">
        {requests.length === 0 ? (
          <EmptyState
            title="No request waits"
            says="Here teams ask for production, for more days and for what trials do not give, each with its age."
          />
        ) : (
          <WaitingRequests requests={requests} now={now} />
        )}
      </Section>
      <Section title="Ending soon" says="Agreements whose last day is near, or that are being terminated.">
        {ending.length === 0 ? (
          <EmptyState
            title="Nothing ends soon"
            says="Here agreements are listed from 60 days before their last day, or once notice of an ending was served."
          />
        ) : (
          <AgreementTable agreements={ending} place="/staff" zone={zone} drawnAt={now} />
        )}
      </Section>
      <Section
        title="Trials worth a call"
        says="Running trials that another team tried before, or with two signs at least of real use."
      >
        {trials.length === 0 ? (
          <EmptyState
            title="No trial stands out"
            says="Here trials are listed whose checks rise, on which several colleagues work, and that run on identifiers of a real app."
          />
        ) : (
          <TrialsWorthACall trials={trials} now={now} />
        )}
      </Section>
    </>
  );
}

function headline({
  unserved,
  requests,
  ending,
}: Record<'unserved' | 'requests' | 'ending', number>): string {
  if (unserved > 0) return unserved === 1 ? 'A notice is not served' : `${unserved} notices are not served`;
  if (requests > 0) return requests === 1 ? 'A request waits' : `${requests} requests wait`;
  if (ending > 0) return ending === 1 ? 'An agreement ends soon' : `${ending} agreements end soon`;
  return 'Nothing waits for sales';
}
