import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  ACTIONS,
  type Asker,
  actionsOfStaffRole,
  actionsOfTeamRole,
  POLICY,
  permit,
  STAFF_ROLES,
  TEAM_ROLES,
} from './policy.ts';

it('is this table', () => {
  const table = ACTIONS.map((action) => {
    const { scope, team, staff, changes } = POLICY[action];
    const who = [...team, ...staff].join(' ') || (scope === 'self' ? 'whoever is signed in' : 'everybody');
    return `${action.padEnd(24)} ${scope.padEnd(9)} ${changes ? 'changes' : 'reads  '}  ${who}`;
  });
  expect(`\n${table.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    account.sign-up          public    changes  everybody
    account.verify           public    changes  everybody
    account.request-reset    public    changes  everybody
    account.reset            public    changes  everybody
    account.become-operator  public    changes  everybody
    invitation.read          public    reads    everybody
    invitation.accept        public    changes  everybody
    product.list             public    reads    everybody
    me.read                  self      reads    whoever is signed in
    me.update                self      changes  whoever is signed in
    me.change-password       self      changes  whoever is signed in
    second-factor.read       self      reads    whoever is signed in
    second-factor.start      self      changes  whoever is signed in
    second-factor.enable     self      changes  whoever is signed in
    second-factor.give       self      changes  whoever is signed in
    second-factor.disable    self      changes  whoever is signed in
    second-factor.renew-codes self      changes  whoever is signed in
    session.list             self      reads    whoever is signed in
    session.revoke           self      changes  whoever is signed in
    team.list                self      reads    whoever is signed in
    team.create              self      changes  whoever is signed in
    team.read                own-team  reads    owner admin developer viewer sales support operator
    team.rename              own-team  changes  owner admin
    team.delete              own-team  changes  owner
    team.transfer            own-team  changes  owner
    team.leave               own-team  changes  owner admin developer viewer
    member.list              own-team  reads    owner admin developer viewer sales support operator
    member.update            own-team  changes  owner admin
    member.remove            own-team  changes  owner admin
    invitation.list          own-team  reads    owner admin developer viewer sales support operator
    invitation.create        own-team  changes  owner admin
    invitation.resend        own-team  changes  owner admin
    invitation.revoke        own-team  changes  owner admin
    inbox.read               self      reads    whoever is signed in
    inbox.mark               self      reads    whoever is signed in
    banner.list              own-team  reads    owner admin developer viewer sales support operator
    license.list             own-team  reads    owner admin developer viewer sales support operator
    license.read             own-team  reads    owner admin developer viewer sales support operator
    check.read               own-team  reads    owner admin developer viewer sales support operator
    license.read-key         own-team  reads    owner admin developer
    license.rename           own-team  changes  owner admin developer
    trial.create             own-team  changes  owner admin developer
    app.register             own-team  changes  owner admin developer
    app.remove               own-team  changes  owner admin developer
    token.create             own-team  changes  owner admin developer
    token.list               own-team  reads    owner admin developer
    token.revoke             own-team  changes  owner admin developer
    license.lock             any       changes  support operator
    license.unlock           any       changes  support operator
    license.explain          own-team  reads    owner admin developer viewer sales support operator
    license.dry-run          own-team  reads    owner admin developer viewer sales support operator
    license.copy-key         own-team  changes  owner admin developer
    license.replace-key      own-team  changes  owner admin developer support operator
    license.revoke           own-team  changes  owner admin support operator
    lock.ask                 any       changes  support operator
    lock.ask-renewal         any       changes  support operator
    approval.list            any       reads    sales support operator
    approval.approve         any       changes  sales support operator
    approval.decline         any       changes  sales support operator
    product.add              any       changes  operator
    product.update           any       changes  operator
    audit.read               any       reads    operator
    audit.read-team          own-team  reads    owner admin operator
    job.list                 any       reads    operator
    job.retry                any       changes  operator
    job.drop                 any       changes  operator
    health.read              any       reads    operator
    metrics                  any       reads    operator
    mail.list                any       reads    operator
    mail.retry               any       changes  operator
    key.list                 any       reads    operator
    key.rotate               any       changes  operator
    key.retire               any       changes  operator
    key.revoke               any       changes  operator
    key.export-root          any       changes  operator
    key.sign-set             any       changes  operator
    agreement.list           own-team  reads    owner admin developer viewer sales support operator
    agreement.read           own-team  reads    owner admin developer viewer sales support operator
    agreement.create         any       changes  sales operator
    agreement.amend          any       changes  sales operator
    agreement.renew          any       changes  sales operator
    agreement.terminate      any       changes  sales operator
    agreement.cancel-notice  any       changes  sales operator
    agreement.hold           any       changes  sales operator
    agreement.preview        any       reads    sales operator
    agreement.serve-by-other-means any       changes  sales operator
    agreement.read-evidence  any       reads    sales support operator
    agreement.give-expiry-notice any       changes  everybody
    agreement.serve-notice   any       changes  everybody
    agreement.apply-notice   any       changes  everybody
    sales.trials             any       reads    sales operator
    sales.notices            any       reads    sales operator
    license.issue            any       changes  sales operator
    license.convert          any       changes  sales operator
    request.list             own-team  reads    owner admin developer viewer sales support operator
    request.read             own-team  reads    owner admin developer viewer sales support operator
    request.create           own-team  changes  owner admin developer
    request.write            own-team  changes  owner admin developer sales support operator
    request.withdraw         own-team  changes  owner admin developer
    request.assign           any       changes  sales support operator
    request.grant            any       changes  sales support operator
    request.decline          any       changes  sales support operator
    trial.extend             own-team  changes  owner admin developer sales operator
    staff.list               any       reads    sales support operator
    timeline.read            own-team  reads    owner admin developer viewer sales support operator
    note.read                any       reads    sales support operator
    note.add                 any       changes  sales support operator
    search.run               any       reads    sales support operator
    staff.add                any       changes  operator
    staff.change             any       changes  operator
    staff.remove             any       changes  operator
    staff.reset-second-factor any       changes  operator
    "
  `);
});

const asker = fc.oneof(
  fc.constant<Asker>({ kind: 'anonymous' }),
  fc.record({
    kind: fc.constant('known' as const),
    teams: fc.constantFrom(...TEAM_ROLES, null).map((role) => new Map(role === null ? [] : [['own', role]])),
    staffRole: fc.constantFrom(...STAFF_ROLES, null),
    scopes: fc.option(fc.subarray([...ACTIONS])),
  }),
);

it('allows a token nothing that its scopes do not name or that its person may not do', () => {
  fc.assert(
    fc.property(
      asker,
      fc.constantFrom(...ACTIONS),
      fc.constantFrom('own', 'other', null),
      (who, action, teamId) => {
        if (who.kind !== 'known' || who.scopes === null || POLICY[action].scope === 'public') return;
        if (permit(action, who, teamId) !== 'allowed') return;
        expect(who.scopes).toContain(action);
        expect(permit(action, { ...who, scopes: null }, teamId)).toBe('allowed');
      },
    ),
  );
});

it('tells somebody without a role in the team or on staff that the thing does not exist', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TEAM_ROLES), fc.constantFrom(...ACTIONS), (role, action) => {
      if (POLICY[action].scope === 'public' || POLICY[action].scope === 'self') return;
      const who: Asker = { kind: 'known', teams: new Map([['own', role]]), staffRole: null, scopes: null };
      expect(permit(action, who, 'other')).toBe('not-found');
    }),
  );
});

it('lets nobody who is not known do anything that is not public', () => {
  for (const action of ACTIONS) {
    const expected = POLICY[action].scope === 'public' ? 'allowed' : 'unauthenticated';
    expect(permit(action, { kind: 'anonymous' }, 'own')).toBe(expected);
  }
});

it('lets whoever has not given their second factor do nothing but give it, and what is public', () => {
  const allowed = ACTIONS.filter((action) => permit(action, { kind: 'half-known' }, 'own') === 'allowed');
  const open = ACTIONS.filter((action) => POLICY[action].scope === 'public');
  expect(new Set(allowed)).toEqual(new Set([...open, 'second-factor.read', 'second-factor.give']));
  expect(permit('license.read', { kind: 'half-known' }, null)).toBe('second-factor-required');
});

it('answers a withheld role on staff alike for every team but their own, there or not', () => {
  for (const role of STAFF_ROLES)
    for (const action of ACTIONS) {
      const viewer = {
        kind: 'known' as const,
        teams: new Map([['own', 'viewer' as const]]),
        staffRole: null,
        scopes: null,
      };
      const who: Asker = { ...viewer, withheldRole: role };
      const without = permit(action, viewer, 'other');
      const asStaff = permit(action, { ...viewer, staffRole: role }, 'other');
      const isOnlyByRole = asStaff === 'allowed' && without !== 'allowed';
      expect(permit(action, who, 'other')).toBe(isOnlyByRole ? 'second-factor-required' : without);
      if (isOnlyByRole && !POLICY[action].team.includes('viewer'))
        expect(permit(action, who, null)).toBe('second-factor-required');
    }
});

it('lets no token do what secures the account, whatever its scopes', () => {
  for (const action of ['me.change-password', 'second-factor.start', 'second-factor.give'] as const) {
    const who: Asker = { kind: 'known', teams: new Map(), staffRole: 'operator', scopes: ACTIONS };
    expect(permit(action, who, null)).toBe('forbidden');
    expect(actionsOfStaffRole('operator')).not.toContain(action);
    expect(actionsOfTeamRole('owner')).not.toContain(action);
  }
});

it('names for each role just the actions that it is allowed', () => {
  for (const role of TEAM_ROLES) {
    const who: Asker = { kind: 'known', teams: new Map([['own', role]]), staffRole: null, scopes: null };
    const allowed = ACTIONS.filter(
      (action) =>
        POLICY[action].scope !== 'public' && permit(action, { ...who, scopes: ACTIONS }, 'own') === 'allowed',
    );
    expect(actionsOfTeamRole(role)).toEqual(allowed);
  }
  for (const role of STAFF_ROLES) {
    const who: Asker = { kind: 'known', teams: new Map(), staffRole: role, scopes: null };
    const allowed = ACTIONS.filter(
      (action) =>
        POLICY[action].scope !== 'public' && permit(action, { ...who, scopes: ACTIONS }, 'any') === 'allowed',
    );
    expect(actionsOfStaffRole(role)).toEqual(allowed);
  }
});
