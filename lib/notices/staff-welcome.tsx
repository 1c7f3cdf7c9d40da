import { Action, LetterLayout, Paragraph, type Sender } from './letter-layout.tsx';
import type { Template } from './render-letter.ts';

type StaffWelcome = { sender: Sender; role: string; token: string; until: string };

/** To somebody who was given a role on staff: the link that sets their password. */
export function staffWelcome({ sender, role, token, until }: StaffWelcome): Template {
  const { vendorName, appUrl } = sender;
  return {
    subject: `You are on the staff of ${vendorName}`,
    body: (
      <LetterLayout
        sender={sender}
        heading="Welcome to the staff"
        why={`You get this mail because an operator of ${vendorName} gave this address a role on its staff. If you do not know of that, do nothing and tell them.`}
      >
        <Paragraph>
          {`You were given the role "${role}" in the license management of ${vendorName}. Set a password to sign in with:`}
        </Paragraph>
        <Action href={`${appUrl}/reset?token=${token}`}>Set your password</Action>
        <Paragraph>
          {`The link works once, until ${until}. If you have a password already, you can keep it and just sign in.`}
        </Paragraph>
      </LetterLayout>
    ),
  };
}
