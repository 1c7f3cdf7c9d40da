import type { InferContractRouterInputs } from '@orpc/contract';
import type { contract } from '#lib/contract/contract.ts';
import type { ManagementCode } from '#lib/domain/management-codes.ts';
import type { Action } from '#lib/domain/policy.ts';
import type { Caller } from './callers.ts';
import type { Things, Vendors } from './things.ts';

type Inputs = InferContractRouterInputs<typeof contract>;

/** How an operation is asked for, so that whoever may do it is not told that the input is wrong. */
export type Sample<I = unknown> = {
  /** Whether the thing belongs to a team. */
  of: 'team' | 'nobody';
  /** Which of its actions this asks for, in order, where there are several; the first refusal is the answer. */
  action?: Action | readonly Action[];
  asks: (things: Things & Vendors, caller: Caller) => I;
  /** What whoever may do it is answered in place of success: the sample cannot, or the state does not allow it. */
  answers?: readonly ManagementCode[];
};

type Samples = {
  [R in keyof Inputs]: { [O in keyof Inputs[R]]: Sample<Inputs[R][O]> | Sample<Inputs[R][O]>[] };
};

const PASSWORD = 'correct horse battery';
const page = { limit: 50 };
const bySlug = { of: 'team', asks: ({ slug }: Things) => ({ slug }) } as const;
const byLicense = { of: 'team', asks: ({ license }: Things) => ({ id: license }) } as const;
const byRequest = { of: 'team', asks: ({ request }: Things) => ({ id: request }) } as const;
/** Nobody here has a code to give; and of staff who must have a second factor none turns it off. */
const NO_CODE = ['conflict', 'invalid-input', 'too-many-requests', 'forbidden'] as const;
const byAgreement = { of: 'team', asks: ({ agreement }: Things) => ({ number: agreement }) } as const;
const rows = [{ name: 'Wallet', apps: [] }];
const nothing = { of: 'nobody', asks: () => undefined } as const;

/** A sample for each operation of the contract. A new operation does not compile until it has one. */
export const SAMPLES: Samples = {
  accounts: {
    signUp: {
      of: 'nobody',
      asks: () => ({ email: 'new@example.com', password: PASSWORD, name: 'Ana', team: 'Acme' }),
    },
    verify: { of: 'nobody', asks: () => ({ token: 'no-such-token' }), answers: ['invalid-token'] },
    reset: [
      { of: 'nobody', action: 'account.request-reset', asks: () => ({ email: 'nobody@example.com' }) },
      {
        of: 'nobody',
        action: 'account.reset',
        asks: () => ({ token: 'no-such-token', password: PASSWORD }),
        answers: ['invalid-token'],
      },
    ],
    becomeOperator: {
      of: 'nobody',
      asks: () => ({ token: 'no-such-token', email: 'op@example.com', password: PASSWORD, name: 'Op' }),
      answers: ['invalid-token'],
    },
  },
  agreements: {
    list: { of: 'team', asks: ({ slug }) => ({ team: slug, sort: 'newest', ...page }) },
    create: {
      of: 'team',
      asks: ({ slug }) => ({
        team: slug,
        number: 'A-new',
        products: ['BlinkID'],
        platforms: ['ios'],
        startsOn: '2026-01-01',
        endsOn: '2036-12-31',
        noticeDays: 30,
      }),
    },
    read: byAgreement,
    amend: { of: 'team', asks: ({ agreement }) => ({ number: agreement, appLimit: 20 }) },
    previewAmendment: { of: 'team', asks: ({ agreement }) => ({ number: agreement, appLimit: 20 }) },
    renew: { of: 'team', asks: ({ agreement }) => ({ number: agreement, endsOn: '2036-12-31' }) },
    terminate: {
      of: 'team',
      asks: ({ agreement }) => ({ number: agreement, cause: 'material-breach', message: 'It was breached.' }),
    },
    previewTermination: {
      of: 'team',
      asks: ({ agreement }) => ({ number: agreement, cause: 'material-breach' }),
    },
    cancelTermination: { of: 'team', asks: ({ ending }) => ({ number: ending, kind: 'cancelled' }) },
    cancelAmendment: { ...byAgreement, answers: ['conflict'] },
    hold: { of: 'team', asks: ({ agreement }) => ({ number: agreement, until: '2028-01-15' }) },
    notices: { of: 'team', asks: ({ ending }) => ({ number: ending, ...page }) },
    history: { of: 'team', asks: ({ ending }) => ({ number: ending, ...page }) },
    serveByOtherMeans: {
      of: 'team',
      asks: ({ ending, notice }) => ({
        number: ending,
        notice,
        servedOn: '2026-11-25',
        means: 'By hand',
        evidence: { name: 'receipt.txt', type: 'text/plain', content: 'eA==' },
      }),
      // One waits for its second person already.
      answers: ['conflict'],
    },
    evidence: { of: 'team', asks: ({ ending, service }) => ({ number: ending, service }) },
    previewLicenses: { of: 'team', asks: ({ agreement }) => ({ number: agreement, rows }) },
    issueLicenses: { of: 'team', asks: ({ agreement }) => ({ number: agreement, rows }) },
  },
  approvals: {
    list: { of: 'nobody', asks: () => page },
    approve: { of: 'nobody', asks: ({ approval }) => ({ id: approval }) },
    decline: { of: 'nobody', asks: ({ approval }) => ({ id: approval }) },
  },
  audit: {
    all: { of: 'nobody', asks: () => page },
    ofTeam: { of: 'team', asks: ({ slug }) => ({ slug, ...page }) },
  },
  explain: { check: { of: 'team', asks: ({ license }) => ({ license }) } },
  health: { read: nothing },
  inbox: {
    list: { of: 'nobody', asks: () => page },
    mark: { of: 'nobody', asks: () => ({ until: '2026-11-25T00:00:00.000Z' }) },
  },
  invitations: {
    read: { of: 'nobody', asks: () => ({ token: 'no-such-token' }), answers: ['invalid-token'] },
    accept: { of: 'nobody', asks: () => ({ token: 'no-such-token' }), answers: ['invalid-token'] },
  },
  jobs: {
    list: { of: 'nobody', asks: () => page },
    retry: { of: 'nobody', asks: ({ job }) => ({ id: job }) },
    drop: { of: 'nobody', asks: ({ job }) => ({ id: job }) },
  },
  keys: {
    list: nothing,
    rotate: { of: 'nobody', asks: () => ({ use: 'license' }) },
    retire: { ...nothing, answers: ['conflict'] },
    revoke: { of: 'nobody', asks: ({ kid }) => ({ kid }) },
  },
  licenseHistory: {
    timeline: { of: 'team', asks: ({ license }) => ({ id: license, ...page }) },
    notes: { of: 'team', asks: ({ license }) => ({ id: license, ...page }) },
    addNote: { of: 'team', asks: ({ license }) => ({ id: license, body: 'Called back.' }) },
  },
  licenses: {
    list: { of: 'team', asks: ({ slug }) => ({ team: slug, ...page }) },
    create: [
      {
        of: 'team',
        action: 'trial.create',
        asks: ({ slug }) => ({
          kind: 'trial',
          team: slug,
          products: ['BlinkCard'],
          platforms: ['ios'],
          apps: [{ platform: 'ios', value: 'com.acme.Cards' }],
        }),
      },
      {
        of: 'team',
        action: 'license.issue',
        asks: ({ agreement }) => ({ kind: 'production', agreement, apps: [] }),
      },
    ],
    convert: { of: 'team', asks: ({ license, agreement }) => ({ id: license, agreement }) },
    read: byLicense,
    rename: { of: 'team', asks: ({ license }) => ({ id: license, name: 'Wallet' }) },
    key: byLicense,
    lock: [
      {
        of: 'team',
        action: 'license.lock',
        asks: ({ license }) => ({ id: license, reason: 'A leaked key.' }),
      },
      {
        of: 'team',
        action: ['license.lock', 'lock.ask'],
        asks: ({ production }) => ({ id: production, reason: 'A leaked key.' }),
      },
    ],
    unlock: { of: 'team', asks: ({ lockedLicense }) => ({ id: lockedLicense, note: 'It was another.' }) },
    apps: byLicense,
    registerApp: {
      of: 'team',
      asks: ({ license }) => ({ id: license, platform: 'android', value: 'com.acme.more' }),
    },
    removeApp: { of: 'team', asks: ({ license, app }) => ({ id: license, appId: app }) },
    leases: byLicense,
    checks: byLicense,
    refusals: byLicense,
    dryRun: { of: 'team', asks: ({ license }) => ({ id: license, change: { revoke: true } }) },
    keyCopied: byLicense,
    replaceKey: byLicense,
    revoke: byLicense,
    extend: { of: 'team', asks: ({ license }) => ({ id: license, reason: 'More time to test.' }) },
    renewLock: {
      of: 'team',
      asks: ({ lockedLicense }) => ({ id: lockedLicense, note: 'Still leaked.' }),
      answers: ['conflict'],
    },
  },
  mails: {
    list: { of: 'nobody', asks: () => page },
    retry: { of: 'nobody', asks: ({ mail }) => ({ id: mail }) },
  },
  me: {
    read: nothing,
    update: { of: 'nobody', asks: () => ({ name: 'Ana' }) },
    changePassword: {
      of: 'nobody',
      asks: () => ({ current: 'not the password', password: PASSWORD }),
      answers: ['invalid-input', 'too-many-requests'],
    },
    sessions: nothing,
    revokeSession: { of: 'nobody', asks: (_, { spareSession }) => ({ id: spareSession }) },
  },
  notices: { banners: bySlug },
  requests: {
    list: { of: 'team', asks: ({ slug }) => ({ team: slug, ...page }) },
    create: {
      of: 'team',
      asks: ({ license }) => ({ type: 'other', license, message: 'How do we begin?' }),
      answers: ['conflict'],
    },
    read: byRequest,
    write: { of: 'team', asks: ({ request }) => ({ id: request, body: 'Thank you.' }) },
    assign: { of: 'team', asks: ({ request }) => ({ id: request, assignee: 'me' }) },
    grant: byRequest,
    decline: { of: 'team', asks: ({ request }) => ({ id: request, reason: 'Not now.' }) },
    withdraw: byRequest,
  },
  products: {
    list: nothing,
    add: {
      of: 'nobody',
      asks: () => ({
        name: 'BlinkPass',
        description: 'Passports.',
        platforms: ['ios'],
        currentVersion: '1.0.0',
      }),
    },
    update: { of: 'nobody', asks: () => ({ product: 'BlinkID', currentVersion: '9.9.9' }) },
  },
  sales: {
    trials: { of: 'nobody', asks: () => page },
    notices: { of: 'nobody', asks: () => page },
  },
  search: { run: { of: 'nobody', asks: () => ({ q: 'acme' }) } },
  secondFactor: {
    read: nothing,
    start: { of: 'nobody', asks: () => ({}), answers: NO_CODE },
    enable: { of: 'nobody', asks: () => ({ code: '000000' }), answers: NO_CODE },
    give: { of: 'nobody', asks: () => ({ code: '000000' }), answers: NO_CODE },
    disable: { of: 'nobody', asks: () => ({ code: '000000' }), answers: NO_CODE },
    renewCodes: { of: 'nobody', asks: () => ({ code: '000000' }), answers: NO_CODE },
  },
  staff: {
    list: { of: 'nobody', asks: () => page },
    settings: nothing,
    add: { of: 'nobody', asks: () => ({ email: 'sam@example.com', role: 'support' }) },
    change: { of: 'nobody', asks: ({ colleague }) => ({ id: colleague, role: 'sales' }) },
    remove: { of: 'nobody', asks: ({ colleague }) => ({ id: colleague }) },
    resetSecondFactor: { of: 'nobody', asks: ({ colleague }) => ({ id: colleague }) },
    resendWelcome: { of: 'nobody', asks: ({ colleague }) => ({ id: colleague }) },
  },
  teams: {
    list: { of: 'nobody', asks: () => page },
    create: { of: 'nobody', asks: () => ({ name: 'Another' }) },
    read: bySlug,
    rename: { of: 'team', asks: ({ slug }) => ({ slug, name: 'Acme Ltd' }) },
    // A production license runs.
    remove: { ...bySlug, answers: ['conflict'] },
    transfer: { of: 'team', asks: ({ slug, member }) => ({ slug, member }) },
    leave: bySlug,
    members: bySlug,
    updateMember: { of: 'team', asks: ({ slug, member }) => ({ slug, id: member, role: 'developer' }) },
    removeMember: { of: 'team', asks: ({ slug, member }) => ({ slug, id: member }) },
    invitations: bySlug,
    invite: { of: 'team', asks: ({ slug }) => ({ slug, email: 'ivo@example.com', role: 'viewer' }) },
    resendInvitation: { of: 'team', asks: ({ slug, invitation }) => ({ slug, id: invitation }) },
    revokeInvitation: { of: 'team', asks: ({ slug, invitation }) => ({ slug, id: invitation }) },
    tokens: bySlug,
    createToken: { of: 'team', asks: ({ slug }) => ({ slug, name: 'Nightly', scopes: ['all'] }) },
    // A developer ends their own; another's is like none.
    revokeToken: { of: 'team', asks: ({ slug, token }, { ownToken }) => ({ slug, id: ownToken ?? token }) },
  },
};

/** The samples of an operation by its name in the contract. */
export function samplesOf(name: string): Sample[] {
  const [room = '', operation = ''] = name.split('.');
  const rooms: Record<string, Record<string, Sample | Sample[]>> = SAMPLES as never;
  const found = rooms[room]?.[operation];
  if (!found) throw new Error(`${name} has no sample in e2e/matrix/samples.ts`);
  return Array.isArray(found) ? found : [found];
}
