import { Action, LetterLayout, Paragraph, type Sender } from './letter-layout.tsx';
import type { Template } from './render-letter.ts';

type ResetPassword = { sender: Sender; token: string; until: string };

/** To whoever asked for it: the link that sets a new password, once. */
export function resetPassword({ sender, token, until }: ResetPassword): Template {
  const { vendorName, appUrl } = sender;
  return {
    subject: `Set a new password for ${vendorName}`,
    body: (
      <LetterLayout
        sender={sender}
        heading="Set a new password"
        why={`You get this mail because somebody asked for a new password at ${vendorName} with this address. If that was not you, do nothing: your password is unchanged.`}
      >
        <Paragraph>{`This link sets a new password for your account. It works once, until ${until}.`}</Paragraph>
        <Action href={`${appUrl}/reset?token=${token}`}>Set a new password</Action>
        <Paragraph>When you have set it, you are signed out everywhere.</Paragraph>
      </LetterLayout>
    ),
  };
}
