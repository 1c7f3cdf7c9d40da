import type { Job } from '#db/queries/jobs.ts';

/**
 * What is mailed to people because they asked for it, or about their own account: links that are secrets, so that they
 * are in no inbox and owed to nobody once they have expired. The ID that goes with each names the row the mail is about:
 * a sign-up, a person, a link to set a password, a person, a link to set a password, an invitation.
 *
 * All else that people are told is in lib/domain/recipients.ts, a row a notice, and goes through `tell`.
 */
export const NOTICES = [
  'verify-address',
  'account-exists',
  'reset-password',
  'password-changed',
  'staff-welcome',
  'team-invitation',
] as const;
export type Notice = (typeof NOTICES)[number];

/** The job that mails a notice, to be enqueued with the change it tells of. It holds an ID and nothing else. */
export function mailJob(notice: Notice, id: string): Job {
  return { task: 'send-mail', payload: { notice, id } };
}

/** The job that sends a mail that `tell` owes. Enqueued again it takes the place of the one that waits. */
export function deliveryJob(deliveryId: string): Job {
  return { task: 'deliver', payload: { id: deliveryId }, key: `deliver:${deliveryId}` };
}
