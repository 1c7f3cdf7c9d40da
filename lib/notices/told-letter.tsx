import { Action, Facts, LetterLayout, Paragraph, Quote, type Sender } from './letter-layout.tsx';
import type { Template } from './render-letter.ts';
import type { Words } from './told/words.ts';

/** What a notice says, as a letter: what happened and what to do, the vendor's words, the facts, where to go. */
export function toldLetter(sender: Sender, words: Words): Template {
  return {
    subject: words.subject,
    body: (
      <LetterLayout sender={sender} heading={words.heading} why={words.why}>
        {words.says.map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
        {words.quote ? <Quote from={words.quote.from}>{words.quote.text}</Quote> : null}
        {words.facts.length > 0 ? <Facts facts={words.facts} /> : null}
        <Action href={`${sender.appUrl}${words.action.path}`}>{words.action.label}</Action>
      </LetterLayout>
    ),
  };
}
