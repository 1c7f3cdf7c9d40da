/**
 * Who may do what: the one table that pages, API and command line ask.
 *
 * Rules, in the order they are applied (`permit`):
 * 1. `public` actions are open to everybody.
 * 2. The command line is trusted with everything: whoever runs it holds the database.
 * 3. Who is not known may do nothing else.
 * 4. Who has a second factor and has not given it in this session may do nothing but that.
 * 5. A token may do what its scopes name and its person may; never more.
 * 6. `self`: whoever is signed in, on what is their own.
 * 7. `team`: a member of the team the thing belongs to, with one of the row's team roles.
 * 8. `staff`: a member of staff with one of the row's staff roles, whatever the team.
 * 9. What only a role on staff would allow that does not count yet is answered as such, whether the thing exists or not.
 * 10. Who may see nothing of the team is told that the thing does not exist; who may see it, that they may not.
 */
export const TEAM_ROLES = ['owner', 'admin', 'developer', 'viewer'] as const;
export type TeamRole = (typeof TEAM_ROLES)[number];
export const STAFF_ROLES = ['sales', 'support', 'operator'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export type PolicyRow = {
  scope: 'own-team' | 'any' | 'self' | 'public';
  team: readonly TeamRole[];
  staff: readonly StaffRole[];
  /** Whether it changes something; then an audit entry is written with it, in the same transaction. */
  changes: boolean;
  /** Who can: on the greyed control and in the refusal. */
  says: string;
};

const developers = ['owner', 'admin', 'developer'] as const;
const open = (says: string, changes = true): PolicyRow => ({
  scope: 'public',
  team: [],
  staff: [],
  changes,
  says,
});
const self = (says: string, changes: boolean): PolicyRow => ({
  scope: 'self',
  team: [],
  staff: [],
  changes,
  says,
});
const members = (says: string): PolicyRow => ({
  scope: 'own-team',
  team: TEAM_ROLES,
  staff: STAFF_ROLES,
  changes: false,
  says,
});
const byDevelopers = (says: string, changes = true): PolicyRow => ({
  scope: 'own-team',
  team: developers,
  staff: [],
  changes,
  says,
});
const byAdmins = (says: string): PolicyRow => ({
  scope: 'own-team',
  team: ['owner', 'admin'],
  staff: [],
  changes: true,
  says,
});
const byOwners = (says: string): PolicyRow => ({ ...byAdmins(says), team: ['owner'] });
const byStaff = (staff: readonly StaffRole[], says: string, changes = true): PolicyRow => ({
  scope: 'any',
  team: [],
  staff,
  changes,
  says,
});
const auditOfTeam = (says: string): PolicyRow => ({
  scope: 'own-team',
  team: ['owner', 'admin'],
  staff: ['operator'],
  changes: false,
  says,
});
const bySales = (says: string, changes = true): PolicyRow => byStaff(['sales', 'operator'], says, changes);

const support: readonly StaffRole[] = ['support', 'operator'];

const ROWS = {
  'account.sign-up': open('Anybody can sign up.'),
  'account.verify': open('Whoever holds the link can verify the address.'),
  'account.request-reset': open('Anybody can ask for a link.'),
  'account.reset': open('Whoever holds the link can set the password.'),
  'account.become-operator': open('Whoever holds the one-time link becomes the first operator.'),
  'invitation.read': open('Whoever holds the link can read the invitation.', false),
  'invitation.accept': open('Whoever holds the link can accept the invitation.'),
  'product.list': open('The catalogue is public.', false),
  'me.read': self('Sign in to see your account.', false),
  'me.update': self('Sign in to change your account.', true),
  'me.change-password': self('Sign in to change your password.', true),
  'second-factor.read': self('Sign in to see your second factor.', false),
  'second-factor.start': self('Sign in to set up a second factor.', true),
  'second-factor.enable': self('Sign in to set up a second factor.', true),
  'second-factor.give': self('Sign in, then give your second factor.', true),
  'second-factor.disable': self('Sign in to turn your second factor off.', true),
  'second-factor.renew-codes': self('Sign in to make new recovery codes.', true),
  'session.list': self('Sign in to see your sessions.', false),
  'session.revoke': self('Sign in to end your sessions.', true),
  'team.list': self('Sign in to see your teams.', false),
  'team.create': self('Sign in to make a team.', true),
  'team.read': members('Members of the team can see it.'),
  'team.rename': byAdmins('An owner or admin of the team can rename it.'),
  'team.delete': byOwners('An owner of the team can delete it.'),
  'team.transfer': byOwners('An owner of the team can hand it over.'),
  'team.leave': { ...members('Members of the team can leave it.'), staff: [], changes: true },
  'member.list': members('Members of the team can see who is in it.'),
  'member.update': byAdmins('An owner or admin of the team can change roles.'),
  'member.remove': byAdmins('An owner or admin of the team can remove members.'),
  'invitation.list': members('Members of the team can see who is invited.'),
  'invitation.create': byAdmins('An owner or admin of the team can invite people.'),
  'invitation.resend': byAdmins('An owner or admin of the team can send an invitation again.'),
  'invitation.revoke': byAdmins('An owner or admin of the team can revoke an invitation.'),
  'inbox.read': self('Sign in to see what you were told.', false),
  // What somebody has read changes nothing for anybody else, and is not written down.
  'inbox.mark': self('Sign in to mark what you were told.', false),
  'banner.list': members('Members of the team can see what it must know.'),
  'license.list': members('Members of the team can see its licenses.'),
  'license.read': members('Members of the team can see its licenses.'),
  'check.read': members('Members of the team can see its checks.'),
  'license.read-key': byDevelopers('A developer, admin or owner of the team can see the key.', false),
  'license.rename': byDevelopers('A developer, admin or owner of the team can rename a license.'),
  'trial.create': byDevelopers('A developer, admin or owner of the team can create a trial.'),
  'app.register': byDevelopers('A developer, admin or owner of the team can register identifiers.'),
  'app.remove': byDevelopers('A developer, admin or owner of the team can remove identifiers.'),
  'token.create': byDevelopers('A developer, admin or owner of the team can create tokens.'),
  'token.list': byDevelopers('A developer, admin or owner of the team can see tokens.', false),
  'token.revoke': byDevelopers('A developer, admin or owner of the team can revoke tokens.'),
  'license.lock': byStaff(support, 'Support can lock a license.'),
  'license.unlock': byStaff(support, 'Support can unlock a license.'),
  'license.explain': members('Members of the team can have a check explained.'),
  'license.dry-run': members('Members of the team can see what a change would have meant.'),
  'license.copy-key': byDevelopers('A developer, admin or owner of the team can copy the key.'),
  'license.replace-key': {
    ...byDevelopers('A developer, admin or owner of the team, or support, can replace the key.'),
    staff: support,
  },
  'license.revoke': {
    ...byDevelopers('An admin or owner of the team, or support, can revoke a License ID.'),
    team: TEAM_ROLES.slice(0, 2),
    staff: support,
  },
  'lock.ask': byStaff(support, 'Support can ask for the lock of a production license.'),
  'lock.ask-renewal': byStaff(support, 'Support can ask to renew an emergency lock.'),
  'approval.list': byStaff(STAFF_ROLES, 'Staff can see what waits for a second person.', false),
  'approval.approve': byStaff(STAFF_ROLES, 'Any member of staff but the one who asked can approve.'),
  'approval.decline': byStaff(
    STAFF_ROLES,
    'Any member of staff can decline, and who asked can take it back.',
  ),
  'product.add': byStaff(['operator'], 'An operator can add products.'),
  'product.update': byStaff(['operator'], 'An operator can change products.'),
  'audit.read': byStaff(['operator'], 'An operator can read the audit log.', false),
  'audit.read-team': auditOfTeam('An owner or admin of the team can read its audit log.'),
  'job.list': byStaff(['operator'], 'An operator can see the jobs.', false),
  'job.retry': byStaff(['operator'], 'An operator can have a job run again.'),
  'job.drop': byStaff(['operator'], 'An operator can drop a job.'),
  'health.read': byStaff(['operator'], 'An operator can see the health of the installation.', false),
  metrics: byStaff(['operator'], 'An operator can read the metrics.', false),
  'mail.list': byStaff(['operator'], 'An operator can see which mails are owed.', false),
  'mail.retry': byStaff(['operator'], 'An operator can have a mail tried again.'),
  'key.list': byStaff(['operator'], 'An operator can see the signing keys.', false),
  'key.rotate': byStaff(['operator'], 'An operator can rotate signing keys.'),
  'key.retire': byStaff(['operator'], 'An operator can retire signing keys.'),
  'key.revoke': byStaff(['operator'], 'An operator can revoke a signing key.'),
  'key.export-root': byStaff(['operator'], 'An operator can take the root offline.'),
  'key.sign-set': byStaff(['operator'], 'An operator can sign the key set with a root.'),
  'agreement.list': members('Members of the team can see its agreements.'),
  'agreement.read': members('Members of the team can see its agreements.'),
  'agreement.create': bySales('Sales can make agreements.'),
  'agreement.amend': bySales('Sales can amend agreements.'),
  'agreement.renew': bySales('Sales can renew agreements.'),
  'agreement.terminate': bySales('Sales can terminate agreements, with notice.'),
  'agreement.cancel-notice': bySales('Sales can take back what notice was given of.'),
  'agreement.hold': bySales('Sales can hold an expiry.'),
  'agreement.preview': bySales('Sales can see what a change of an agreement would mean.', false),
  'agreement.serve-by-other-means': bySales('Sales can record that a notice was served by other means.'),
  'agreement.read-evidence': byStaff(STAFF_ROLES, 'Staff can see how a notice was served.', false),
  // What happens by itself, by the clock or by a mail server's answer.
  'agreement.give-expiry-notice': byStaff([], 'Expiry notices go out by themselves.'),
  'agreement.serve-notice': byStaff([], 'A notice is served when a mail server has accepted it.'),
  'agreement.apply-notice': byStaff([], 'A notice takes effect at its moment.'),
  'sales.trials': bySales('Sales can see which trials are worth a call.', false),
  'sales.notices': bySales('Sales can see which notices are under way.', false),
  'license.issue': bySales('Sales can issue production licenses.'),
  'license.convert': bySales('Sales can make a trial a production license.'),
  'request.list': members('Members of the team can see its requests.'),
  'request.read': members('Members of the team can see its requests.'),
  'request.create': byDevelopers('A developer, admin or owner of the team can ask for something.'),
  'request.write': {
    ...byDevelopers('A developer, admin or owner of the team, or staff, can write.'),
    staff: STAFF_ROLES,
  },
  'request.withdraw': byDevelopers('A developer, admin or owner of the team can withdraw a request.'),
  'request.assign': byStaff(STAFF_ROLES, 'Staff can take a request.'),
  'request.grant': byStaff(STAFF_ROLES, 'Staff can grant what their role can do.'),
  'request.decline': byStaff(STAFF_ROLES, 'Staff can decline a request.'),
  'trial.extend': {
    ...byDevelopers('A developer, admin or owner of the team, or sales, can extend a trial.'),
    staff: STAFF_ROLES.filter((role) => role !== 'support'),
  },
  'staff.list': byStaff(STAFF_ROLES, 'Staff can see who is on staff.', false),
  'timeline.read': members('Members of the team can see what happened to its licenses.'),
  'note.read': byStaff(STAFF_ROLES, 'Staff can read internal notes.', false),
  'note.add': byStaff(STAFF_ROLES, 'Staff can make internal notes.'),
  'search.run': byStaff(STAFF_ROLES, 'Staff can search everything.', false),
  'staff.add': byStaff(['operator'], 'An operator can add staff.'),
  'staff.change': byStaff(['operator'], 'An operator can change roles on staff, suspend and reinstate.'),
  'staff.remove': byStaff(['operator'], 'An operator can remove somebody from staff.'),
  'staff.reset-second-factor': byStaff(
    ['operator'],
    'An operator can reset the second factor of somebody on staff.',
  ),
};

export type Action = keyof typeof ROWS;
export const POLICY: Readonly<Record<Action, PolicyRow>> = ROWS;
export const ACTIONS = Object.keys(ROWS).filter((name): name is Action => Object.hasOwn(ROWS, name));

/** All that a session may do before its person's second factor was given in it. */
const BEFORE_SECOND_FACTOR: ReadonlySet<Action> = new Set(['second-factor.read', 'second-factor.give']);

/** What secures the account itself: no token may, whatever its scopes, so that a leaked one takes nobody's account. */
const BY_SESSION_ALONE: ReadonlySet<Action> = new Set([
  'me.change-password',
  'second-factor.read',
  'second-factor.start',
  'second-factor.enable',
  'second-factor.give',
  'second-factor.disable',
  'second-factor.renew-codes',
]);

/** Who asks, as far as the policy must know. `teams` maps team IDs to roles; `scopes` is null unless a token asks. */
export type Asker =
  | { kind: 'anonymous' }
  | { kind: 'command' }
  /** Signed in with a password by somebody whose second factor is still to be given in this session. */
  | { kind: 'half-known' }
  | {
      kind: 'known';
      teams: ReadonlyMap<string, TeamRole>;
      staffRole: StaffRole | null;
      /** A role on staff that does not count in this session: staff need a second factor, and none was given. */
      withheldRole?: StaffRole;
      scopes: readonly string[] | null;
    };

export type Permission = 'allowed' | 'unauthenticated' | 'second-factor-required' | 'forbidden' | 'not-found';

/** May `asker` do `action` on a thing of the team `teamId` (null where it belongs to none)? */
export function permit(action: Action, asker: Asker, teamId: string | null): Permission {
  const row = POLICY[action];
  if (row.scope === 'public' || asker.kind === 'command') return 'allowed';
  if (asker.kind === 'anonymous') return 'unauthenticated';
  if (asker.kind === 'half-known')
    return BEFORE_SECOND_FACTOR.has(action) ? 'allowed' : 'second-factor-required';
  const teamRole = teamId === null ? undefined : asker.teams.get(teamId);
  const mayByRole =
    row.scope === 'self' ||
    (teamRole !== undefined && row.team.includes(teamRole)) ||
    (asker.staffRole !== null && row.staff.includes(asker.staffRole));
  const inScope = asker.scopes === null || (asker.scopes.includes(action) && !BY_SESSION_ALONE.has(action));
  if (mayByRole && inScope) return 'allowed';
  if (asker.withheldRole && row.staff.includes(asker.withheldRole)) return 'second-factor-required';
  const maySee = teamId === null || teamRole !== undefined || asker.staffRole !== null;
  return maySee ? 'forbidden' : 'not-found';
}

const TOKEN_ACTIONS = ACTIONS.filter((action) => !BY_SESSION_ALONE.has(action));

/** The actions a role in a team may do: the most a token for it can be given. */
export function actionsOfTeamRole(role: TeamRole): Action[] {
  return TOKEN_ACTIONS.filter(
    (action) => POLICY[action].scope === 'self' || POLICY[action].team.includes(role),
  );
}

/** The actions a role of staff may do: the most a token for it can be given. */
export function actionsOfStaffRole(role: StaffRole): Action[] {
  return TOKEN_ACTIONS.filter(
    (action) => POLICY[action].scope === 'self' || POLICY[action].staff.includes(role),
  );
}
