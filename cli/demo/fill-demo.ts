/**
 * Fills an empty installation with what one look should show: a team with licenses in every state, agreements in every
 * state, requests, refusals, staff of each role. All but people and counts is made by the use cases, at the moments at
 * which it would have been made.
 */
import { database } from '#db/client.ts';
import { listIdleDeliveries } from '#db/queries/deliveries.ts';
import { createAgreement, type NewAgreementInput } from '#lib/agreements/create-agreement.ts';
import { hold } from '#lib/agreements/hold.ts';
import { issueProduction } from '#lib/agreements/issue-production.ts';
import { keepAgreements } from '#lib/agreements/keep-agreements.ts';
import { serveNotice } from '#lib/agreements/serve-notice.ts';
import { terminate } from '#lib/agreements/terminate.ts';
import { CARRY_OUT } from '#lib/api/approval-types.ts';
import { addDays, dayOf } from '#lib/domain/calendar.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import type { ManagementCode } from '#lib/domain/management-codes.ts';
import { createTrial } from '#lib/licensing/create-trial.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { revokeLicense } from '#lib/licensing/revoke-license.ts';
import { deliver } from '#lib/notices/deliver.ts';
import { installation } from '#lib/platform/installation.ts';
import { openMailer } from '#lib/platform/mailer.ts';
import { createRequest } from '#lib/requests/create-request.ts';
import { writeMessage } from '#lib/requests/write-message.ts';
import { approveBy } from '#lib/support/approve.ts';
import { askForLock } from '#lib/support/ask-for-lock.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import type { UseCase } from '#lib/use-case.ts';
import { countDemoChecks } from './demo-checks.ts';
import { type DemoPerson, type DemoTeam, makeDemoStaff, makeDemoTeam } from './demo-people.ts';

export type Demo = {
  people: { name: string; email: string; role: string; at: string }[];
  /** What pretend devices ask for, over and over. */
  checks: { license: string; licensee: string; app: string; product: string; platform: string }[];
};

const APPS = {
  android: { platform: 'android', value: 'com.acme.app' },
  ios: { platform: 'ios', value: 'com.acme.ios' },
  browser: { platform: 'browser', value: 'id.acme.example' },
} as const;

export async function fillDemo(now: Instant): Promise<Demo> {
  const staff = await makeDemoStaff(now - 400 * DAY_MS);
  const team = await makeDemoTeam('Acme Inc', now - 300 * DAY_MS);
  const trials = await makeTrials(team, staff.support, now);
  const production = await makeProduction(team, staff.sales, now);
  await lockByTwo(production.at(-1), staff, now);
  await ask(team, staff, { trials, production, now });
  await countDemoChecks([...trials.slice(0, 2), ...production.slice(0, 2)], now);
  const everybody = [...Object.values(team.people), ...Object.values(staff)];
  return {
    people: everybody.map(({ name, email, role }) => ({
      name,
      email,
      role,
      at: role in staff ? '/staff' : `/${team.slug}`,
    })),
    checks: [...trials, ...production].flatMap((license) =>
      license.apps.map(({ platform, value }) => ({
        license: license.id,
        licensee: license.licensee,
        app: value,
        product: license.products[0] ?? '',
        platform,
      })),
    ),
  };
}

/** Running, ending soon, ended, locked, revoked. */
async function makeTrials(team: DemoTeam, support: DemoPerson, now: Instant): Promise<LicenseView[]> {
  const { developer } = team.people;
  const trial = (name: string, product: string, daysAgo: number) =>
    by(createTrial, developer, now - daysAgo * DAY_MS, {
      kind: 'trial',
      team: team.slug,
      name,
      products: [product],
      platforms: ['android', 'ios'],
      apps: [APPS.android, APPS.ios],
    });
  const running = await trial('Onboarding', 'BlinkID', 4);
  const ending = await trial('Check-in kiosk', 'BlinkCard', 27);
  await trial('Parcel lockers', 'PDF417', 45);
  const locked = await trial('Payments', 'PhotoPay', 9);
  const reason = 'Your key seems to be public. We locked it to protect you. You can replace the key now.';
  await by(lockLicense, support, now - 4 * 3_600_000, {
    id: locked.id,
    reason,
    note: 'Seen in a public repository.',
  });
  const revoked = await trial('First try', 'BlinkID Verify', 12);
  await by(revokeLicense, team.people.owner, now - 6 * DAY_MS, { id: revoked.id });
  return [running, ending, locked];
}

/** Active, expiring, held, being terminated, terminated, expired, not started, and one to be locked. */
async function makeProduction(team: DemoTeam, sales: DemoPerson, now: Instant): Promise<LicenseView[]> {
  const { timeZone } = installation().config.vendor;
  const day = (days: number) => addDays(dayOf(now, timeZone), days);
  const year = new Date(now).getUTCFullYear();
  const agree = async (
    nth: number,
    name: string,
    asked: Pick<NewAgreementInput, 'startsOn' | 'endsOn'>,
    at = now - 200 * DAY_MS,
  ) => {
    const number = `AGR-${year}-${String(nth).padStart(4, '0')}`;
    const terms = {
      products: ['BlinkID', 'BlinkCard'],
      platforms: ['android', 'ios', 'browser'] as const,
      noticeDays: 30,
    };
    await by(createAgreement, sales, at, {
      number,
      team: team.slug,
      title: name,
      ...terms,
      platforms: [...terms.platforms],
      ...asked,
    });
    const license = await by(issueProduction, sales, at, {
      kind: 'production',
      agreement: number,
      name,
      apps: [APPS.android, APPS.browser],
    });
    return { number, license };
  };
  const active = await agree(1, 'Acme Wallet', { startsOn: day(-200), endsOn: day(400) });
  const expiring = await agree(2, 'Acme Travel', { startsOn: day(-200), endsOn: day(40) });
  const held = await agree(3, 'Acme Rail', { startsOn: day(-200), endsOn: day(12) });
  const ending = await agree(4, 'Acme Rent', { startsOn: day(-200), endsOn: day(300) });
  const terminated = await agree(5, 'Acme Labs', { startsOn: day(-200), endsOn: day(300) });
  const expired = await agree(6, 'Acme Classic', { startsOn: day(-200), endsOn: day(-20) });
  const later = await agree(7, 'Acme Next', { startsOn: day(20), endsOn: day(385) });
  const lockable = await agree(8, 'Acme Kiosk', { startsOn: day(-200), endsOn: day(365) });
  // What went out by itself, on the days on which it did.
  for (const daysAgo of [80, 60, 48]) {
    await keepAgreements(now - daysAgo * DAY_MS);
    await sendMails(now - daysAgo * DAY_MS);
  }
  const end = async (
    number: string,
    cause: 'material-breach' | 'agreement-terminated',
    at: Instant,
    message: string,
  ) => {
    await by(terminate, sales, at, { number, cause, message });
    await sendMails(at);
  };
  await end(
    terminated.number,
    'agreement-terminated',
    now - 50 * DAY_MS,
    'The agreement ends as agreed at our meeting.',
  );
  await end(
    ending.number,
    'material-breach',
    now - 6 * DAY_MS,
    'The invoice of August is unpaid after two reminders. Pay it, and this notice is taken back.',
  );
  await keepAgreements(now - DAY_MS);
  await sendMails(now - DAY_MS);
  await by(hold, sales, now, { number: held.number, until: day(30) });
  return [active, expiring, held, ending, terminated, expired, later, lockable].map(({ license }) => license);
}

/** An emergency lock: one asks, another approves. */
async function lockByTwo(
  license: LicenseView | undefined,
  staff: Record<'support' | 'operator', DemoPerson>,
  now: Instant,
): Promise<void> {
  if (!license) return;
  const at = now - 2 * 3_600_000;
  const { approval } = await by(askForLock, staff.support, at, {
    id: license.id,
    reason:
      'A key of this license was used from an app that is not yours. Replace it, and we unlock at once.',
  });
  await by(approveBy(CARRY_OUT), staff.operator, at + 60_000, { id: approval });
}

async function ask(
  team: DemoTeam,
  staff: Record<'sales' | 'support', DemoPerson>,
  { trials, production, now }: { trials: LicenseView[]; production: LicenseView[]; now: Instant },
): Promise<void> {
  const { developer, owner } = team.people;
  const [running, ending, locked] = trials;
  const first = await by(createRequest, developer, now - 30 * 3_600_000, {
    type: 'production',
    license: running?.id,
    message: 'We go live in January with two apps. What do you need from us?',
  });
  await by(writeMessage, staff.sales, now - 20 * 3_600_000, {
    id: first.id,
    body: 'Good news. How many identifiers will there be, and from which day on?',
  });
  await by(createRequest, developer, now - 26 * 3_600_000, {
    type: 'extension',
    license: ending?.id,
    message: 'Our kiosk ships three weeks late.',
  });
  await by(createRequest, owner, now - 3 * 3_600_000, {
    type: 'unlock',
    license: locked?.id,
    message: 'We took the key out of the repository and replaced it.',
  });
  await by(createRequest, owner, now - 2 * DAY_MS, {
    type: 'other',
    license: production[0]?.id,
    message: 'Can we have the agreement as a PDF for our auditors?',
  });
}

/** Sends what is owed, at the moment it was. Without a mail server it is written to files. */
async function sendMails(at: Instant): Promise<void> {
  const mailer = openMailer(installation());
  const send = deliver(mailer, {
    'ending-notice': (tx, { subjectId }, acceptedAt) => serveNotice(tx, subjectId, acceptedAt),
  });
  for (const { id } of await listIdleDeliveries(database().orm, { before: at + 1, limit: 1_000 })) {
    await send({ payload: { id }, jobId: id, now: at });
  }
  mailer.close();
}

async function by<I, T, C extends ManagementCode>(
  useCase: UseCase<I, T, C>,
  { actor }: DemoPerson,
  now: Instant,
  input: I,
): Promise<T> {
  const result = await useCase(actor, input, { now, network: 'command' });
  if (!result.ok) throw new Error(`the demo cannot be made, ${useCase.action}: ${result.detail}`);
  return result.value;
}
