import type { Job } from '#db/queries/jobs.ts';

/**
 * What is told to people by mail. The ID that goes with each names the row the mail is about:
 * a sign-up, a person, a link to set a password, a person, a link to set a password.
 */
export const NOTICES = [
  'verify-address',
  'account-exists',
  'reset-password',
  'password-changed',
  'staff-welcome',
] as const;
export type Notice = (typeof NOTICES)[number];

/** The job that mails a notice, to be enqueued with the change it tells of. It holds an ID and nothing else. */
export function mailJob(notice: Notice, id: string): Job {
  return { task: 'send-mail', payload: { notice, id } };
}
