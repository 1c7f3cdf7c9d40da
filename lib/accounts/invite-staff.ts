import { findPersonByEmail } from '#db/queries/people.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { giveRole, welcome } from './add-staff.ts';
import { type StaffView, staffMember, viewStaff } from './staff-view.ts';

export type InviteStaffInput = { email: string; role: StaffRole; name?: string | undefined };

/**
 * Adds somebody to staff and mails them a link to set a password, which works for seven days; nobody else is shown it,
 * or an operator could act as the second person that some acts need. An account they have stays as it is. Answers
 * `conflict` for who is on staff already, or suspended. Tables in this order: people, password_links.
 */
export const inviteStaff = useCase<InviteStaffInput, StaffView, 'conflict'>({
  action: 'staff.add',
  async run(act, { email, role, name }) {
    const known = await findPersonByEmail(act.tx, email);
    if (known?.staffRole) {
      const detail = `${email} is on staff already, as ${known.staffRole}. Change the role in the list.`;
      return failed('conflict', detail, [{ pointer: '/email', detail }]);
    }
    const given = await giveRole(act, { email, role, name });
    if (!given.ok) return given;
    await welcome(act, given.value.id);
    const member = await staffMember(act, given.value.id);
    if (!member) throw new Error('somebody who was added to staff is not there');
    return done(viewStaff(member.row), {
      subject: { type: 'person', id: given.value.id },
      before: { staffRole: given.value.formerRole },
      after: { staffRole: role },
    });
  },
});
