'use client';

import { goOn } from './go-on.ts';
import { SecondFactorSetup } from './second-factor-setup.tsx';
import { SignOutLine } from './sign-out-line.tsx';

type Props = { next: string | null; asksPassword: boolean; vendorName: string };

/** In the way of whoever is on staff and has no second factor yet; all that is theirs alone works without. */
export function SecondFactorFirst({ next, asksPassword, vendorName }: Props) {
  return (
    <>
      <h1>Set up a second factor</h1>
      <p className="muted">
        Staff of {vendorName} sign in with a password and a code of an authenticator app. It takes a minute,
        and any app for time-based codes will do.
      </p>
      <SecondFactorSetup
        asksPassword={asksPassword}
        done="I have kept them, continue"
        onDone={() => goOn(next)}
        later={
          <SignOutLine>Until then your own account and teams work, and pages for staff do not.</SignOutLine>
        }
      />
    </>
  );
}
