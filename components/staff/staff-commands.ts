import { type Action, actionsOfStaffRole, type StaffRole } from '#lib/domain/policy.ts';

export type StaffCommand = { action: Action; does: string; effect: string; command: string };

const COMMANDS: readonly StaffCommand[] = [
  {
    action: 'license.read',
    does: 'See a license',
    effect: 'Its state and why, its identifiers, and the numbers it runs on.',
    command: 'npx leasehold license show LIC-XXXX-XXXX',
  },
  {
    action: 'license.lock',
    does: 'Lock a trial',
    effect:
      'Its next check is answered with a lock. The customer reads the reason; the note is for staff alone.',
    command:
      'npx leasehold license lock LIC-XXXX-XXXX --reason "What the customer reads" --note "For staff alone"',
  },
  {
    action: 'license.unlock',
    does: 'Unlock a license',
    effect: 'Devices feel it within the retry time of the license, 300 s unless it says otherwise.',
    command: 'npx leasehold license unlock LIC-XXXX-XXXX --note "Why"',
  },
  {
    action: 'staff.add',
    does: 'Add somebody to staff',
    effect: 'Prints a link to set a password, and mails it. Roles are sales, support and operator.',
    command: 'npx leasehold staff add name@example.com --role support',
  },
  {
    action: 'key.list',
    does: 'See the signing keys',
    effect: 'The public keys, and the roots that clients pin.',
    command: 'npx leasehold keys list',
  },
  {
    action: 'staff.add',
    does: 'Examine this installation',
    effect: 'Says what is wrong, or soon will be.',
    command: 'npx leasehold doctor',
  },
];

/** What a role may do today, each with the exact command; the policy table decides. */
export function staffCommands(role: StaffRole): StaffCommand[] {
  const allowed = new Set(actionsOfStaffRole(role));
  return COMMANDS.filter(({ action }) => allowed.has(action));
}
