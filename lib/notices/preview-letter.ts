import type { Tx } from '#db/client.ts';
import { insertNotice, type NewNotice } from '#db/queries/agreement-notices.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Words } from './told/words.ts';
import { wordsOf } from './told/words-of.ts';

class Unstored extends Error {
  readonly words: Words | null;
  constructor(words: Words | null) {
    super('a preview is not stored');
    this.words = words;
  }
}

/**
 * What people would read if a notice were given now: subject and text of its mail, by what writes the mail itself. The
 * notice is there while the words are found and taken back before this resolves: nothing is stored or sent.
 */
export async function previewLetter(
  tx: Tx,
  { notice, now }: { notice: NewNotice; now: Instant },
): Promise<{ subject: string; text: string }> {
  try {
    await tx.transaction(async (inner) => {
      const { id } = await insertNotice(inner, notice);
      throw new Unstored(await wordsOf('ending-notice', { handle: inner, id, now }));
    });
  } catch (error) {
    if (!(error instanceof Unstored)) throw error;
    return error.words
      ? { subject: error.words.subject, text: textOf(error.words) }
      : { subject: '', text: '' };
  }
  throw new Error('a preview was stored');
}

function textOf({ heading, says, quote, facts }: Words): string {
  const parts = [heading, ...says];
  if (quote && quote.text !== '') parts.push(`${quote.from}:\n${quote.text}`);
  if (facts.length > 0) parts.push(facts.map(({ label, value }) => `${label}: ${value}`).join('\n'));
  return parts.join('\n\n');
}
