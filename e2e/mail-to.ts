import { setTimeout as sleep } from 'node:timers/promises';
import { listLetters } from '#lib/platform/mail-folder.ts';

const PATIENCE_MS = 15_000;

/** The folder that the server under test keeps its data in. */
function dataDir(): string {
  const folder = process.env.LEASEHOLD_TEST_DATA;
  if (!folder) throw new Error('LEASEHOLD_TEST_DATA is set by playwright.config.ts');
  return folder;
}

export type Mail = { subject: string; text: string; link: string };

/** The newest mail to an address whose subject matches; waits for it, since mail goes out by a job. */
export async function mailTo(address: string, subject: RegExp): Promise<Mail> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    const letter = (await listLetters(dataDir())).find(
      (one) => one.to === address && subject.test(one.subject),
    );
    if (letter)
      return {
        subject: letter.subject,
        text: letter.text,
        link: /https?:\/\/\S+/.exec(letter.text)?.[0] ?? '',
      };
    await sleep(50);
  }
  throw new Error(`no mail to ${address} with ${subject}`);
}
