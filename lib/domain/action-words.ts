import type { Action } from './policy.ts';

/**
 * What each action is called in the audit log, after who did it: "Ada Lovelace *created a trial*". A new action without
 * its words does not compile.
 */
export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  'account.sign-up': 'asked for an account',
  'account.verify': 'verified an address',
  'account.request-reset': 'asked for a link to set a password',
  'account.reset': 'set a password by link',
  'account.become-operator': 'became the first operator',
  'product.list': 'looked at the catalogue',
  'product.add': 'added a product',
  'product.update': 'changed a product',
  'me.read': 'looked at their account',
  'me.update': 'changed their account',
  'session.list': 'looked at their sessions',
  'session.revoke': 'ended a session',
  'license.list': 'looked at licenses',
  'license.read': 'looked at a license',
  'check.read': 'looked at checks',
  'license.read-key': 'looked at a license key',
  'license.rename': 'renamed a license',
  'trial.create': 'created a trial',
  'app.register': 'registered identifiers',
  'app.remove': 'removed an identifier',
  'token.create': 'created a token',
  'license.lock': 'locked a license',
  'license.unlock': 'unlocked a license',
  'audit.read': 'looked at the audit log',
  'audit.read-team': 'looked at a team’s audit log',
  'job.list': 'looked at jobs',
  'job.retry': 'had a job run again',
  'job.drop': 'dropped a job',
  'health.read': 'looked at the health of the installation',
  metrics: 'read metrics',
  'key.list': 'looked at the signing keys',
  'key.rotate': 'rotated a signing key',
  'key.retire': 'retired signing keys',
  'key.revoke': 'revoked a signing key',
  'key.export-root': 'took the root offline',
  'key.sign-set': 'signed the key set with a root',
  'staff.add': 'added a member of staff',
};

/** Acts on a team's things that the team's own audit log does not show: they are between members of staff. */
export const HIDDEN_FROM_TEAMS: readonly Action[] = [];
