import { Action, LetterLayout, Paragraph, type Sender } from './letter-layout.tsx';
import { plainWords } from './plain-words.ts';
import type { Template } from './render-letter.ts';

type VerifyAddress = { sender: Sender; name: string; teamName: string; token: string; until: string };

/** To an address that signed up: holds the one link that activates this sign-up, and no other. */
export function verifyAddress({ sender, name, teamName, token, until }: VerifyAddress): Template {
  const { vendorName, appUrl } = sender;
  return {
    subject: `Verify your address for ${vendorName}`,
    body: (
      <LetterLayout
        sender={sender}
        heading="Verify your e-mail address"
        why={`You get this mail because this address was used to sign up to ${vendorName}. If that was not you, do nothing: without the link there is no account.`}
      >
        <Paragraph>
          {`Hello ${plainWords(name)}, one step is left: this link verifies your address and opens the team "${plainWords(teamName)}".`}
        </Paragraph>
        <Action href={`${appUrl}/verify?token=${token}`}>Verify address</Action>
        <Paragraph>{`It works until ${until}, for this sign-up alone. Then sign in with the password you chose.`}</Paragraph>
      </LetterLayout>
    ),
  };
}
