import { Action, LetterLayout, Paragraph, type Sender } from './letter-layout.tsx';
import { plainWords } from './plain-words.ts';
import type { Template } from './render-letter.ts';

type TeamInvitation = {
  sender: Sender;
  teamName: string;
  inviterName: string;
  role: string;
  token: string;
  until: string;
};

/** To an address that was asked to join a team, whether or not anybody has an account with it. */
export function teamInvitation({
  sender,
  teamName,
  inviterName,
  role,
  token,
  until,
}: TeamInvitation): Template {
  const { vendorName, appUrl } = sender;
  const team = plainWords(teamName);
  const inviter = plainWords(inviterName);
  return {
    subject: `${inviter} invites you to ${team} at ${vendorName}`,
    body: (
      <LetterLayout
        sender={sender}
        heading={`Join ${team}`}
        why={`You get this mail because ${inviter} invited this address to a team in the license management of ${vendorName}. If you do not know them, do nothing: without you the invitation runs out by itself.`}
      >
        <Paragraph>
          {`${inviter} invites you to the team ${team}, with the role "${role}". The team manages its licenses of ${vendorName} there.`}
        </Paragraph>
        <Action href={`${appUrl}/invite/${token}`}>See the invitation</Action>
        <Paragraph>
          {`The link works until ${until}. Opening it joins nothing yet: the page says what it is, and you decide there.`}
        </Paragraph>
      </LetterLayout>
    ),
  };
}
