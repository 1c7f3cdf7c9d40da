'use client';

import { useState } from 'react';
import type { InvitationOffer } from '#lib/contract/teams.ts';
import { client } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { ROLE_SAYS, ROLE_WORDS } from '../team/role-words.ts';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { Time } from '../ui/time.tsx';
import { JoinForm } from './join-form.tsx';
import { signOut } from './sign-in.ts';
import { SignInForm } from './sign-in-form.tsx';

type Props = {
  token: string;
  offer: InvitationOffer;
  /** Whose session this browser has; null for nobody's. */
  signedInAs: string | null;
};

/** Says what the invitation is; opening it changed nothing. What to press depends on who is here and who was invited. */
export function InvitationForm({ token, offer, signedInAs }: Props) {
  const isTheirs = signedInAs?.toLowerCase() === offer.email.toLowerCase();
  return (
    <>
      <h1>Join {offer.team}</h1>
      <p>
        {offer.invitedBy} invites <b>{offer.email}</b> as {ROLE_WORDS[offer.role].toLowerCase()}.{' '}
        <span className="muted">{ROLE_SAYS[offer.role]}</span>
      </p>
      {isTheirs ? <AcceptButton token={token} team={offer.team} /> : null}
      {signedInAs !== null && !isTheirs ? <OtherAccount as={signedInAs} wanted={offer.email} /> : null}
      {signedInAs === null && offer.hasAccount ? (
        <>
          <p className="muted">This address has an account. Sign in with it, then join.</p>
          <SignInForm next={`/invite/${token}`} email={offer.email} />
        </>
      ) : null}
      {signedInAs === null && !offer.hasAccount ? <JoinForm token={token} email={offer.email} /> : null}
      <p className="small muted">
        The invitation runs out <Time at={offer.expiresAt} />. If you do not want to join, close this page.
      </p>
    </>
  );
}

function AcceptButton({ token, team }: { token: string; team: string }) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function join() {
    setIsBusy(true);
    setProblem(null);
    try {
      window.location.assign(`/${(await client.invitations.accept({ token })).team}`);
    } catch (error) {
      setProblem(readProblem(error).says);
      setIsBusy(false);
    }
  }

  return (
    <div className="form">
      <ProblemNote>{problem}</ProblemNote>
      <Button look="primary" size="lg" wide isBusy={isBusy} onClick={join}>
        {isBusy ? 'Joining' : `Join ${team}`}
      </Button>
    </div>
  );
}

function OtherAccount({ as, wanted }: { as: string; wanted: string }) {
  const [isBusy, setIsBusy] = useState(false);

  async function leave() {
    setIsBusy(true);
    await signOut().catch(() => undefined);
    window.location.reload();
  }

  return (
    <div className="form">
      <p>
        You are signed in as <b>{as}</b>. The invitation is for {wanted}: sign out to go on as that address.
      </p>
      <Button look="primary" size="lg" wide isBusy={isBusy} onClick={leave}>
        {isBusy ? 'Signing out' : 'Sign out and go on'}
      </Button>
    </div>
  );
}
