import { findReplacedLicense, findToldLicense, type ToldLicense } from '#db/queries/told-subjects.ts';
import { onInstant, sayInstant } from '../say-instant.ts';
import { licenseFacts } from './license-facts.ts';
import type { Telling, Words, Writer } from './words.ts';

type Told = Pick<Words, 'subject' | 'heading' | 'says'> & { label: string; page?: string };

async function about(
  telling: Telling,
  license: ToldLicense,
  { label, page = '', ...words }: Told,
): Promise<Words> {
  return {
    ...words,
    facts: await licenseFacts(telling, license, 'goes on'),
    action: { label, path: `/${license.team}/licenses/${license.id}${page}` },
    why: `You get this mail because you are a developer, admin or owner of the team ${license.teamName}. What you are told by mail is set on your account page.`,
  };
}

/** A new production license. */
export const licenseIssued: Writer = async (telling) => {
  const license = await findToldLicense(telling.handle, telling.id);
  if (license?.kind !== 'production') return null;
  return about(telling, license, {
    subject: `The production license ${license.name} was issued`,
    heading: 'A production license was issued',
    says: [
      'It is ready. Copy its key into your app, register the identifiers your app is released with, and run it once: the page of the license shows the first check as it comes.',
    ],
    label: 'Copy the key',
    page: '/key',
  });
};

/** A trial that became a production license in place. */
export const licenseConverted: Writer = async (telling) => {
  const license = await findToldLicense(telling.handle, telling.id);
  if (license?.kind !== 'production') return null;
  return about(telling, license, {
    subject: `The license ${license.name} is a production license now`,
    heading: 'Your trial is a production license now',
    says: [
      'License ID and key stay as they are: no app has to be released again. Devices get production terms at their next check.',
      'What to do: see that the identifiers are those your app is released with.',
    ],
    label: 'Look at the identifiers',
    page: '/identifiers',
  });
};

/** The License ID that took another's place; until when the former key works. */
export const keyReplaced: Writer = async (telling) => {
  const license = await findToldLicense(telling.handle, telling.id);
  const former = license && (await findReplacedLicense(telling.handle, license.teamId, license.id));
  if (!license || !former?.revokedAt) return null;
  const until = former.revokedAt.getTime();
  return about(telling, license, {
    subject: `The key of the license ${license.name} was replaced`,
    heading: 'The key of this license was replaced',
    says: [
      until > telling.now
        ? `The former key (License ID ${former.id}) works until ${sayInstant(former.revokedAt, telling.timeZone)}. Devices that still use it stop scanning then.`
        : `The former key (License ID ${former.id}) has stopped working ${onInstant(former.revokedAt, telling.timeZone)}: devices that still use it stop scanning at their next check.`,
      'What to do: build the new key into your app and release it.',
    ],
    label: 'Copy the new key',
    page: '/key',
  });
};

/** The first check of a license that had seen none. */
export const firstCheck: Writer = async (telling) => {
  const license = await findToldLicense(telling.handle, telling.id);
  if (!license) return null;
  return about(telling, license, {
    subject: `The license ${license.name} has seen its first check`,
    heading: 'The first check has come',
    says: ['A device has asked with this license for the first time. Its page shows what it was answered.'],
    label: 'Open the license',
  });
};
