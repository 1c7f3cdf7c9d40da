import { Action, LetterLayout, Paragraph, type Sender } from './letter-layout.tsx';
import type { Template } from './render-letter.ts';

/** To whoever's password was changed, so that a change that was not theirs does not go unseen. */
export function passwordChanged({ sender }: { sender: Sender }): Template {
  const { vendorName, appUrl } = sender;
  return {
    subject: `Your password for ${vendorName} was changed`,
    body: (
      <LetterLayout
        sender={sender}
        heading="Your password was changed"
        why={`You get this mail because the password of your account with ${vendorName} was changed. If you did that, there is nothing to do.`}
      >
        <Paragraph>
          The password of your account was changed. Wherever else you were signed in, you are signed out.
        </Paragraph>
        <Paragraph>
          If it was not you, somebody can read your mail or knew your password. Change the password of your
          mailbox, then set a new one here:
        </Paragraph>
        <Action href={`${appUrl}/forgot`}>Set a new password</Action>
      </LetterLayout>
    ),
  };
}
