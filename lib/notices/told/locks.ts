import { findToldLicense, findToldLock, type ToldLicense, type ToldLock } from '#db/queries/told-subjects.ts';
import { onInstant, sayInstant } from '../say-instant.ts';
import { type Effect, licenseFacts } from './license-facts.ts';
import type { Telling, Words, Writer } from './words.ts';

type LockedLicense = { lock: ToldLock; license: ToldLicense };

async function findLock({ handle, id }: Telling): Promise<LockedLicense | null> {
  const lock = await findToldLock(handle, id);
  const license = lock && (await findToldLicense(handle, lock.licenseId));
  return license && { lock, license };
}

type Told = Pick<Words, 'subject' | 'heading' | 'says' | 'quote'> & { effect: Effect; label: string };

async function about(
  telling: Telling,
  license: ToldLicense,
  { effect, label, ...words }: Told,
): Promise<Words> {
  return {
    ...words,
    facts: await licenseFacts(telling, license, effect),
    action: { label, path: `/${license.team}/licenses/${license.id}` },
    why: `You get this mail because you are a developer, admin or owner of the team ${license.teamName}, whose license it is.`,
  };
}

const reasonOf = ({ sender }: Telling, { reason }: ToldLock) => ({
  from: `${sender.vendorName} says why`,
  text: reason,
});

/** Somebody on staff locked it; nothing once it was taken away or has ended. */
export const licenseLocked: Writer = async (telling) => {
  const found = await findLock(telling);
  if (!found || hasEnded(found.lock, telling.now)) return null;
  const { lock, license } = found;
  return about(telling, license, {
    subject: `The license ${license.name} was locked`,
    heading: 'This license was locked',
    says: [
      `It is locked since ${sayInstant(lock.lockedAt, telling.timeZone)}. A device is told so at its next check and stops scanning then.`,
      ends(telling, lock),
      'What to do: put right what the reason names, then ask for the lock to be taken away on the page of the license. Once it is, devices scan again within minutes.',
    ],
    quote: reasonOf(telling, lock),
    effect: 'stops',
    label: 'Ask to unlock',
  });
};

/** The lock goes on: two of staff renewed it. */
export const lockRenewed: Writer = async (telling) => {
  const found = await findLock(telling);
  if (!found || hasEnded(found.lock, telling.now)) return null;
  const { lock, license } = found;
  return about(telling, license, {
    subject: `The lock on the license ${license.name} was renewed`,
    heading: 'The lock on this license was renewed',
    says: [
      `It is locked since ${sayInstant(lock.lockedAt, telling.timeZone)}, and stays so.`,
      ends(telling, lock),
      'What to do: put right what the reason names, then ask for the lock to be taken away on the page of the license.',
    ],
    quote: reasonOf(telling, lock),
    effect: 'stops',
    label: 'Ask to unlock',
  });
};

export const licenseUnlocked: Writer = async (telling) => {
  const found = await findLock(telling);
  if (!found?.lock.unlockedAt || found.license.lockedAt) return null;
  return about(telling, found.license, {
    subject: `The license ${found.license.name} was unlocked`,
    heading: 'This license was unlocked',
    says: [
      `The lock was taken away ${onInstant(found.lock.unlockedAt, telling.timeZone)}. Devices that were locked ask again within minutes and scan again from then on. There is nothing to do.`,
    ],
    effect: 'goes on',
    label: 'Open the license',
  });
};

/** An emergency lock has ended by itself. */
export const lockEnded: Writer = async (telling) => {
  const found = await findLock(telling);
  const endedAt = found?.lock.endsAt;
  if (!found || !endedAt || endedAt.getTime() > telling.now || isLockedNow(found.license, telling.now))
    return null;
  return about(telling, found.license, {
    subject: `The lock on the license ${found.license.name} has ended`,
    heading: 'The lock on this license has ended',
    says: [
      `It was an emergency lock, which ends by itself: ${onInstant(endedAt, telling.timeZone)}. Devices that were locked ask again within minutes and scan again from then on. There is nothing to do.`,
    ],
    effect: 'goes on',
    label: 'Open the license',
  });
};

function ends({ timeZone }: Telling, { endsAt }: ToldLock): string {
  return endsAt
    ? `The lock ends by itself ${onInstant(endsAt, timeZone)}, unless two people on the staff renew it or a notice is served.`
    : 'The lock stays until support takes it away.';
}

function hasEnded({ unlockedAt, endsAt }: ToldLock, now: number): boolean {
  return unlockedAt !== null || (endsAt !== null && endsAt.getTime() <= now);
}

function isLockedNow({ lockedAt, lockEndsAt }: ToldLicense, now: number): boolean {
  return lockedAt !== null && (lockEndsAt === null || lockEndsAt.getTime() > now);
}
