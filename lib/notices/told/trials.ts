import { findToldLicense, type ToldLicense } from '#db/queries/told-subjects.ts';
import { TRIAL_EXPIRING_MS } from '#lib/domain/license-state.ts';
import { onInstant, sayLeft } from '../say-instant.ts';
import { licenseFacts } from './license-facts.ts';
import type { Telling, Writer } from './words.ts';

type RunningTrial = ToldLicense & { endsAt: Date };

/** A trial that is one still, and that nobody revoked. */
async function findTrial({ handle, id }: Telling): Promise<RunningTrial | null> {
  const license = await findToldLicense(handle, id);
  if (license?.kind !== 'trial' || license.revokedAt || !license.endsAt) return null;
  return { ...license, endsAt: license.endsAt };
}

const why = ({ teamName }: ToldLicense) =>
  `You get this mail because you are a developer, admin or owner of the team ${teamName}. What you are told by mail is set on your account page.`;

/** Some days before a trial ends; nothing once it was extended or has ended. */
export const trialEnds: Writer = async (telling) => {
  const trial = await findTrial(telling);
  if (!trial) return null;
  const leftMs = trial.endsAt.getTime() - telling.now;
  if (leftMs <= 0 || leftMs > TRIAL_EXPIRING_MS) return null;
  const left = sayLeft(leftMs);
  return {
    subject: `The trial ${trial.name} ends in ${left}`,
    heading: `This trial ends in ${left}`,
    says: [
      `It ends ${onInstant(trial.endsAt, telling.timeZone)}. Scanning stops on every device then.`,
      'To go on, ask for production on the page of the license, or extend the trial there. A trial that becomes a production license keeps its License ID and its key: no app has to be released again.',
    ],
    facts: await licenseFacts(telling, trial, 'stops'),
    action: { label: 'Ask for production', path: `/${trial.team}/licenses/${trial.id}` },
    why: why(trial),
  };
};

/** The trial has ended; nothing when it was extended meanwhile. */
export const trialEnded: Writer = async (telling) => {
  const trial = await findTrial(telling);
  if (!trial || trial.endsAt.getTime() > telling.now) return null;
  return {
    subject: `The trial ${trial.name} has ended`,
    heading: 'This trial has ended',
    says: [
      `It ended ${onInstant(trial.endsAt, telling.timeZone)}. Every device that asks is told so, and scanning has stopped.`,
      'To go on, ask for production. The License ID and the key stay the same, and devices scan again at their next check.',
    ],
    facts: await licenseFacts(telling, trial, 'stops'),
    action: { label: 'Ask for production', path: `/${trial.team}/licenses/${trial.id}` },
    why: why(trial),
  };
};

export const trialExtended: Writer = async (telling) => {
  const trial = await findTrial(telling);
  if (!trial || trial.endsAt.getTime() <= telling.now) return null;
  return {
    subject: `The trial ${trial.name} was extended`,
    heading: 'This trial was extended',
    says: [
      `It ends ${onInstant(trial.endsAt, telling.timeZone)} now. There is nothing to do: devices learn of it at their next check.`,
    ],
    facts: await licenseFacts(telling, trial, 'goes on'),
    action: { label: 'Open the license', path: `/${trial.team}/licenses/${trial.id}` },
    why: why(trial),
  };
};
