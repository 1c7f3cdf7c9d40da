import {
  findPersonName,
  findToldApproval,
  findToldLicense,
  type ToldApproval,
} from '#db/queries/told-subjects.ts';
import { plainWords } from '../plain-words.ts';
import { licenseFacts } from './license-facts.ts';
import type { Telling, Words, Writer } from './words.ts';

const TYPES: Readonly<Record<ToldApproval['type'], string>> = {
  'emergency-lock': 'to lock a production license',
  'lock-renewal': 'to renew the lock on a production license',
  'notice-service': 'to record that a notice was served by other means',
};

async function about(
  telling: Telling,
  approval: ToldApproval,
  words: Pick<Words, 'subject' | 'heading' | 'says'>,
): Promise<Words> {
  const license = approval.licenseId && (await findToldLicense(telling.handle, approval.licenseId));
  return {
    ...words,
    facts: license ? await licenseFacts(telling, license, 'stops') : [],
    action: { label: 'Open it', path: license ? `/staff/licenses/${license.id}` : '/staff' },
    why: `You get this mail because you are on the staff of ${telling.sender.vendorName}. What you are told by mail is set on your account page.`,
  };
}

/** To everybody on staff but the asker; nothing once somebody has decided. */
export const approvalAsked: Writer = async (telling) => {
  const approval = await findToldApproval(telling.handle, telling.id);
  if (approval?.state !== 'open') return null;
  const name = plainWords((await findPersonName(telling.handle, approval.askedBy)) ?? 'The command line');
  return about(telling, approval, {
    subject: `${name} asks for a second person`,
    heading: 'A second person is asked for',
    says: [
      `${name} asks ${TYPES[approval.type]}. Nothing happens until somebody else on the staff approves.`,
      'What to do: read the reason on the page, then approve or decline.',
    ],
  });
};

/** To whoever asked. */
export const approvalDecided: Writer = async (telling) => {
  const approval = await findToldApproval(telling.handle, telling.id);
  if (!approval || approval.state === 'open') return null;
  const name = plainWords((await findPersonName(telling.handle, approval.decidedBy)) ?? 'The command line');
  return about(telling, approval, {
    subject: `${name} has ${approval.state} what you asked for`,
    heading: approval.state === 'approved' ? 'It was approved' : 'It was declined',
    says: [
      `You had asked ${TYPES[approval.type]}. ${approval.state === 'approved' ? 'It was done.' : 'Nothing was done.'}`,
    ],
  });
};
