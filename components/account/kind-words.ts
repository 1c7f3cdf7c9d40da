import type { NoticeKind } from '#lib/domain/recipients.ts';

/** What each kind of notice is called, and what it tells of. */
export const KIND_WORDS: Readonly<Record<NoticeKind, { name: string; says: string }>> = {
  endings: {
    name: 'Endings',
    says: 'Notices that an agreement ends or is narrowed, with reminders 30, 14, 7 and 1 days before; that one was taken back, held or renewed.',
  },
  locks: { name: 'Locks', says: 'A license was locked or unlocked; a lock was renewed or has ended.' },
  trials: { name: 'Trials', says: 'A trial ends in 7, 3 and 1 days, has ended, or was extended.' },
  licenses: {
    name: 'Licenses',
    says: 'A production license was issued, a trial became one, a key was replaced, the first check has come.',
  },
  requests: { name: 'Requests', says: 'A request was made, answered, granted, declined or withdrawn.' },
  approvals: { name: 'Approvals', says: 'Somebody on staff asks for a second person, and what was decided.' },
  security: { name: 'Security', says: 'A second factor was set up or taken away; a recovery code was used.' },
};
