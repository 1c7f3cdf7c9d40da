import type { Told } from '#lib/domain/recipients.ts';
import { installation } from '#lib/platform/installation.ts';
import { approvalAsked, approvalDecided } from './approvals.ts';
import {
  agreementAmended,
  agreementHeld,
  agreementRenewed,
  endingCancelled,
  endingInEffect,
  endingNotice,
  endingReminder,
} from './endings.ts';
import { firstCheck, keyReplaced, licenseConverted, licenseIssued } from './licenses.ts';
import { licenseLocked, licenseUnlocked, lockEnded, lockRenewed } from './locks.ts';
import {
  requestAnswered,
  requestDeclined,
  requestGranted,
  requestReceived,
  requestReply,
  requestWithdrawn,
} from './requests.ts';
import { recoveryCodeUsed, secondFactorOff, secondFactorOn } from './security.ts';
import { trialEnded, trialEnds, trialExtended } from './trials.ts';
import type { Telling, Words, Writer } from './words.ts';

const WRITERS: Readonly<Record<Told, Writer>> = {
  'ending-notice': endingNotice,
  'ending-reminder': endingReminder,
  'ending-cancelled': endingCancelled,
  'ending-in-effect': endingInEffect,
  'agreement-held': agreementHeld,
  'agreement-renewed': agreementRenewed,
  'agreement-amended': agreementAmended,
  'license-locked': licenseLocked,
  'license-unlocked': licenseUnlocked,
  'lock-renewed': lockRenewed,
  'lock-ended': lockEnded,
  'trial-ends': trialEnds,
  'trial-ended': trialEnded,
  'trial-extended': trialExtended,
  'key-replaced': keyReplaced,
  'license-converted': licenseConverted,
  'license-issued': licenseIssued,
  'first-check': firstCheck,
  'request-received': requestReceived,
  'request-withdrawn': requestWithdrawn,
  'request-reply': requestReply,
  'request-answered': requestAnswered,
  'request-granted': requestGranted,
  'request-declined': requestDeclined,
  'approval-asked': approvalAsked,
  'approval-decided': approvalDecided,
  'second-factor-on': secondFactorOn,
  'second-factor-off': secondFactorOff,
  'recovery-code-used': recoveryCodeUsed,
};

/** What a notice says now; null when there is nothing to tell, or not any more. */
export function wordsOf(notice: Told, about: Pick<Telling, 'handle' | 'id' | 'now'>): Promise<Words | null> {
  const { vendor, appUrl } = installation().config;
  const sender = { vendorName: vendor.name, appUrl };
  return WRITERS[notice]({ ...about, sender, timeZone: vendor.timeZone });
}
