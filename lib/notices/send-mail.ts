import { database } from '#db/client.ts';
import type { JobHandler } from '#lib/platform/jobs.ts';
import type { Mailer } from '#lib/platform/mailer.ts';
import { NOTICES, type Notice } from './notices.ts';
import { renderLetter } from './render-letter.ts';
import { templateOf } from './template-of.ts';

/**
 * Carries out the jobs of `mailJob`: reads the row again, writes the letter, hands it to the mailer. Nothing is sent
 * for what is used, expired or gone. Throws when the mail server does not take it, whether for now or for good: the
 * job is repeated until what the letter tells of has ended. A letter may go out twice when the process is killed
 * between the server's answer and the job's end; both have the same Message-ID.
 */
export function sendMail(mailer: Mailer): JobHandler {
  return async ({ payload, jobId, now }) => {
    const { notice, id } = readPayload(payload);
    const addressed = await templateOf(notice, { handle: database().orm, id, now });
    if (!addressed) return;
    const letter = await renderLetter(addressed.template);
    await mailer.send({ id: `${notice}.${id}.${jobId}`, to: addressed.to, ...letter }, now);
  };
}

function readPayload(payload: unknown): { notice: Notice; id: string } {
  const { notice, id } = (payload ?? {}) as { notice?: unknown; id?: unknown };
  const known = NOTICES.find((name) => name === notice);
  if (!known || typeof id !== 'string') throw new Error('a send-mail job names no notice or no row');
  return { notice: known, id };
}
