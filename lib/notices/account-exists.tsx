import { Action, LetterLayout, Paragraph, type Sender } from './letter-layout.tsx';
import type { Template } from './render-letter.ts';

/** To an address that signed up and has an account already: the page could not say so without telling strangers. */
export function accountExists({ sender }: { sender: Sender }): Template {
  const { vendorName, appUrl } = sender;
  return {
    subject: `You have an account with ${vendorName} already`,
    body: (
      <LetterLayout
        sender={sender}
        heading="You have an account already"
        why={`You get this mail because this address was used to sign up to ${vendorName}. If that was not you, do nothing: your account is unchanged, and whoever tried was not told that it exists.`}
      >
        <Paragraph>
          Somebody, most likely you, signed up with this address again. Nothing was changed. Sign in as
          before:
        </Paragraph>
        <Action href={`${appUrl}/sign-in`}>Sign in</Action>
        <Paragraph>If you have forgotten your password, set a new one:</Paragraph>
        <Action href={`${appUrl}/forgot`}>Set a new password</Action>
      </LetterLayout>
    ),
  };
}
