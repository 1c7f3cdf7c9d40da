import { database, type Tx } from '#db/client.ts';
import {
  claimDelivery,
  type DeliveryRow,
  isDeliveryOwed,
  noteAccepted,
  noteDropped,
  noteRefused,
} from '#db/queries/deliveries.ts';
import { findPerson } from '#db/queries/people.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { TOLD, type Told } from '#lib/domain/recipients.ts';
import { installation } from '#lib/platform/installation.ts';
import type { JobHandler } from '#lib/platform/jobs.ts';
import { type Mailer, MailFailed } from '#lib/platform/mailer.ts';
import { renderLetter } from './render-letter.ts';
import { wordsOf } from './told/words-of.ts';
import { toldLetter } from './told-letter.tsx';

/** Longer than a job may take: whoever claimed a mail for so long is gone. */
const CLAIM_MS = 90_000;

/** What is noted of a mail that was written to a file which nobody outside this machine can read. */
export const NO_MAIL_SERVER = 'no mail server is set';

/** What else becomes true when a mail is accepted, in the transaction that notes it. */
export type OnAccepted = Partial<
  Record<Told, (tx: Tx, delivery: DeliveryRow, acceptedAt: Instant) => Promise<unknown>>
>;

/**
 * Carries out `deliveryJob`: claims the mail, reads again what it is about, writes it, hands it to the mailer, notes that
 * it was accepted together with what follows from that. Without effect when the mail is not owed any more; dropped when
 * there is nothing to tell any more. Throws when it was not taken, so that the job is repeated; what the server said is
 * noted, without addresses.
 *
 * A process that dies between the server's answer and the note sends it again: both have the same Message-ID, which is
 * made of the delivery's ID, and only the second is noted. So a notice is served later then, never earlier.
 */
export function deliver(mailer: Mailer, onAccepted: OnAccepted = {}): JobHandler {
  return async ({ payload, now }) => {
    const id = readPayload(payload);
    const handle = database().orm;
    const delivery = await claimDelivery(handle, id, { now, until: now + CLAIM_MS });
    if (!delivery) {
      if (await isDeliveryOwed(handle, id)) throw new Error(`the mail ${id} is being sent by another job`);
      return;
    }
    const notice = noticeOf(delivery);
    const to = await addressOf(delivery);
    const words = to === null ? null : await wordsOf(notice, { handle, id: delivery.subjectId, now });
    if (to === null || !words) return noteDropped(handle, id, now);
    const { appUrl, vendor } = installation().config;
    const letter = await renderLetter(toldLetter({ appUrl, vendorName: vendor.name }, words));
    const startedAt = performance.now();
    try {
      // A file that counts for nothing is written again and again under one name.
      await mailer.send(
        { id: `${notice}.${id}`, to, ...letter },
        mailer.counts ? now : delivery.createdAt.getTime(),
      );
      if (!mailer.counts) throw new MailFailed(`there is no mail server for ${id}`, NO_MAIL_SERVER);
    } catch (error) {
      await noteRefused(handle, id, error instanceof MailFailed ? error.said : 'unknown error');
      throw error;
    }
    // The server's answer came later than the job began, and a notice counts from the answer.
    const acceptedAt = now + Math.ceil(performance.now() - startedAt);
    await database().transaction(async (tx) => {
      if (await noteAccepted(tx, id, acceptedAt)) await onAccepted[notice]?.(tx, delivery, acceptedAt);
    });
  };
}

/** Where it goes; null when its person may not be told anything any more. */
async function addressOf({ personId, address }: DeliveryRow): Promise<string | null> {
  if (personId === null) return address;
  const person = await findPerson(database().orm, personId);
  return person && !person.suspendedAt ? person.email : null;
}

function noticeOf({ id, notice }: DeliveryRow): Told {
  const known = TOLD.find((name) => name === notice);
  if (!known) throw new Error(`the mail ${id} names no notice`);
  return known;
}

function readPayload(payload: unknown): string {
  const { id } = (payload ?? {}) as { id?: unknown };
  if (typeof id !== 'string') throw new Error('a deliver job names no mail');
  return id;
}
