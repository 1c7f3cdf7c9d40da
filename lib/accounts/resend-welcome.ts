import { done, failed, notFound, useCase } from '#lib/use-case.ts';
import { welcome } from './add-staff.ts';
import { type StaffView, staffMember, viewStaff } from './staff-view.ts';

/**
 * Mails somebody who was added to staff and has no password yet another link to set one; those before it still work
 * until they end. Answers `not-found` for who is not on staff, `conflict` for who has a password, or is suspended.
 */
export const resendWelcome = useCase<{ id: string }, StaffView, 'not-found' | 'conflict'>({
  action: 'staff.add',
  async run(act, { id }) {
    const member = await staffMember(act, id);
    if (!member) return notFound();
    const { row } = member;
    if (row.hasPassword || row.suspendedAt)
      return failed('conflict', 'They need no link: only who has not set a password yet is sent one.');
    await welcome(act, row.id);
    return done(viewStaff(row), {
      subject: { type: 'person', id: row.id },
      after: { welcome: 'sent again' },
    });
  },
});
