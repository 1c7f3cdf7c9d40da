'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { LinkButton } from '../ui/link-button.tsx';

type Props = {
  email: string;
  /** Where mail can be read on this machine; null where a mail server takes it. */
  mailHref: string | null;
  onResend: () => Promise<unknown>;
  onBack: () => void;
  children: ReactNode;
};

/** The mail is on its way: what to do now, and what if it does not come. Says nothing of whether the address is known. */
export function CheckMail({ email, mailHref, onResend, onBack, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState('');
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => heading.current?.focus(), []);

  async function resend() {
    if (isBusy) return;
    setIsBusy(true);
    setSaid('');
    try {
      await onResend();
      setSaid('Sent again.');
    } catch (error) {
      setSaid(readProblem(error).says);
    }
    setIsBusy(false);
  }

  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        Check your mail
      </h1>
      <p>
        A mail is on its way to <b>{email}</b>. {children}
      </p>
      {mailHref ? (
        <>
          <LinkButton href={mailHref} look="primary" size="lg" wide>
            Open the mail
          </LinkButton>
          <p className="muted small">
            No mail server is set, so mails are kept on this machine and can be read here.
          </p>
        </>
      ) : null}
      <div className="not-there">
        <h2>It does not come?</h2>
        <p className="muted">Look among spam, send it again, or use another address.</p>
        <div className="row">
          <Button onClick={resend} isBusy={isBusy}>
            Send it again
          </Button>
          <Button look="plain" onClick={onBack}>
            Use another address
          </Button>
        </div>
        <p className="muted small" role="status">
          {said}
        </p>
      </div>
    </>
  );
}
