'use client';

import '../licenses/stack.css';
import '../licenses/license.css';
import './operator.css';
import './mail-list.css';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, CircleCheck, CircleSlash, Clock } from 'lucide-react';
import Link from 'next/link';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { notify } from '#components/ui/notify.ts';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import { Time } from '#components/ui/time.tsx';
import { MAIL_STATES, type Mail, type MailState } from '#lib/contract/mail.ts';
import { mailRefusalSays } from '#lib/domain/mail-refusal.ts';

const PAGE = 50;
const REFRESH_MS = 10_000;
const HERE = '/staff/operator/mail';

const STATES = {
  owed: { icon: Clock, word: 'Owed', className: 'quiet' },
  refused: { icon: Ban, word: 'Refused', className: 's-refused' },
  accepted: { icon: CircleCheck, word: 'Accepted', className: 's-active' },
  dropped: { icon: CircleSlash, word: 'Dropped', className: 'quiet' },
} as const satisfies Record<MailState, unknown>;

const WAYS = {
  server:
    'Mail goes out by the mail server. What it does not take is tried again for as long as there is something to tell.',
  files:
    'There is no mail server: mails are files in the data folder, shown at /mail on this machine, and count as accepted.',
  nowhere:
    'There is no mail server, and others reach this installation: mails are files that nobody reads, and no notice is ever served. Set SMTP_URL and start again.',
} as const;

type MailPage = {
  items: Mail[];
  next: string | null;
  counts: { owed: number; refused: number };
  way: keyof typeof WAYS;
};
type Props = { state: MailState | null; first: MailPage };

/** Mails that are owed, refused, accepted or dropped; looked at again every few seconds. */
export function MailList({ state, first }: Props) {
  const queries = useQueryClient();
  const list = useInfiniteQuery({
    ...api.mails.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...(state && { state }), limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    initialData: { pages: [first], pageParams: [undefined] },
    refetchInterval: REFRESH_MS,
  });
  const retry = useMutation(
    api.mails.retry.mutationOptions({
      onSuccess: () => notify('It is tried again now.'),
      onSettled: () => queries.invalidateQueries({ queryKey: api.mails.key() }),
    }),
  );
  const { way, counts } = list.data.pages[0] ?? first;
  return (
    <>
      <div className="title">
        <h1>Mail</h1>
      </div>
      {way === 'nowhere' ? (
        <ProblemNote>{WAYS.nowhere}</ProblemNote>
      ) : (
        <p className="muted pretty operator-says">{WAYS[way]}</p>
      )}
      <nav className="pick op-pick" aria-label="State">
        <Link href={HERE} aria-current={state === null ? 'page' : undefined} scroll={false}>
          All
        </Link>
        {MAIL_STATES.map((one) => (
          <Link
            key={one}
            href={`${HERE}?state=${one}`}
            aria-current={state === one ? 'page' : undefined}
            scroll={false}
          >
            {STATES[one].word}
            {one === 'owed' || one === 'refused' ? ` ${counts[one]}` : ''}
          </Link>
        ))}
      </nav>
      <ProblemNote>{retry.error ? readProblem(retry.error).says : null}</ProblemNote>
      <Rows
        mails={list.data.pages.flatMap((page) => page.items)}
        state={state}
        busy={retry.isPending ? retry.variables.id : null}
        onRetry={(id) => retry.mutate({ id })}
      />
      {list.isError ? (
        <ErrorState
          title="The mails could not be looked at again"
          requestId={readProblem(list.error).requestId}
          onRetry={() => list.refetch()}
        />
      ) : null}
      {list.hasNextPage ? (
        <p className="actions">
          <Button onClick={() => list.fetchNextPage()} isBusy={list.isFetchingNextPage}>
            Show older
          </Button>
        </p>
      ) : null}
    </>
  );
}

type RowsProps = {
  mails: readonly Mail[];
  state: MailState | null;
  busy: string | null;
  onRetry: (id: string) => void;
};

function Rows({ mails, state, busy, onRetry }: RowsProps) {
  if (mails.length === 0) {
    return (
      <EmptyState
        title={state ? `No mail is ${STATES[state].word.toLowerCase()}.` : 'No mail was owed yet.'}
        says="Reminders, notices, locks and answers to requests come here as soon as they are owed. Sign-up and password mails are jobs."
      />
    );
  }
  return (
    <ul className="mails" aria-label="Mails">
      {mails.map((mail) => (
        <MailRow key={mail.id} mail={mail} isBusy={busy === mail.id} onRetry={() => onRetry(mail.id)} />
      ))}
    </ul>
  );
}

function MailRow({ mail, isBusy, onRetry }: { mail: Mail; isBusy: boolean; onRetry: () => void }) {
  const { icon: Icon, word, className } = STATES[mail.state];
  const isOpen = mail.state === 'owed' || mail.state === 'refused';
  return (
    <li>
      <span className={`state ${className}`}>
        <Icon aria-hidden="true" />
        {word}
      </span>
      <div>
        <p className="what">
          {mail.notice} <span className="muted">to</span> {mail.to}
        </p>
        <p className="muted">
          {mail.state === 'refused' && mail.lastRefusal ? `${mailRefusalSays(mail.lastRefusal)} ` : ''}
          About <code>{mail.subjectId}</code>. {triesWords(mail.attempts)}
        </p>
      </div>
      <span className="when">
        <Time at={mail.acceptedAt ?? mail.droppedAt ?? mail.lastAttemptAt ?? mail.createdAt} />
      </span>
      {isOpen ? (
        <Button size="sm" isBusy={isBusy} onClick={onRetry}>
          Try now
          <span className="vh">
            {' '}
            {mail.notice} to {mail.to}
          </span>
        </Button>
      ) : (
        <span />
      )}
    </li>
  );
}

function triesWords(attempts: number): string {
  if (attempts === 0) return 'Not tried yet.';
  return attempts === 1 ? 'Tried once.' : `Tried ${attempts} times.`;
}
