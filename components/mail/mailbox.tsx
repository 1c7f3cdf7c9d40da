import Link from 'next/link';
import { EmptyState } from '../ui/empty-state.tsx';
import { More } from '../ui/more.tsx';
import { Time } from '../ui/time.tsx';
import { linked } from './linked.tsx';
import { MailRefresh } from './mail-refresh.tsx';
import './mail.css';

type Letter = {
  name: string;
  subject: string;
  to: string;
  sentAt: string;
  text: string;
  html: string | null;
};

/** The mails that were written to files, the newest first, one of them open. */
export function Mailbox({ letters, open }: { letters: readonly Letter[]; open: Letter | null }) {
  return (
    <>
      <MailRefresh />
      <h1>Mail on this machine</h1>
      <p className="muted mail-says">
        No mail server is set, so mails are files in the data folder. Only this machine can read this page.
      </p>
      {letters.length === 0 ? (
        <EmptyState
          title="No mails yet"
          says="Each mail is shown here the moment it is written. This page looks by itself."
        />
      ) : (
        <div className="mailbox">
          <nav aria-label="Mails">
            <ul>
              {letters.map(({ name, subject, to, sentAt }) => (
                <li key={name}>
                  <Link href={`/mail/${name}`} aria-current={name === open?.name ? 'page' : undefined}>
                    <b>{subject}</b>
                    <span>{to}</span>
                    <Time at={sentAt} />
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          {open ? (
            <article aria-labelledby="subject">
              <h2 id="subject">{open.subject}</h2>
              <p className="muted">
                To {open.to}, <Time at={open.sentAt} show="exact" />
              </p>
              <div className="letter">{linked(open.text)}</div>
              {open.html ? (
                <More summary="As HTML">
                  <iframe title="The mail as HTML" sandbox="" srcDoc={open.html} />
                </More>
              ) : null}
            </article>
          ) : null}
        </div>
      )}
    </>
  );
}
