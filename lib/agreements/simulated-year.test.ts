import { beforeAll, expect, it } from 'vitest';
import { findLicenseFacts } from '#db/queries/checks.ts';
import { checkFor } from '#e2e/check-scene.ts';
import { makeKeys, makeTeam, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { addDays, dayOf } from '#lib/domain/calendar.ts';
import { decide } from '#lib/domain/decide.ts';
import { matchCandidates } from '#lib/domain/identifiers.ts';
import { DAY_MS, unixSeconds } from '#lib/domain/instant.ts';
import type { LicenseFacts } from '#lib/domain/license.ts';
import { remind } from '#lib/notices/remind.ts';
import type { Actor } from '#lib/use-case.ts';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import type { LicenseId } from '#sdk/protocol/license-id.ts';
import { amend } from './amend.ts';
import { cancelAmendment, cancelTermination } from './cancel-notice.ts';
import { createAgreement } from './create-agreement.ts';
import { hold } from './hold.ts';
import { issueProduction } from './issue-production.ts';
import { keepAgreements } from './keep-agreements.ts';
import { renew } from './renew.ts';
import { serveNotice } from './serve-notice.ts';
import { terminate } from './terminate.ts';

/**
 * A year of many agreements at once, hour by hour: they are terminated, cured, held, renewed and amended at random, mails
 * are accepted at once, late or never, and the system is down for days. Each hour two devices of each license ask, as
 * the database says then; the promises are looked at each hour from what the database holds.
 */
const isLong = process.env.LEASEHOLD_LONG === '1';
const AGREEMENTS = isLong ? 500 : 20;
const HOURS = 365 * 24;
/** So often the clock asks for what happens by itself, in hours. */
const EVERY = isLong ? 1 : 12;
const SEED = isLong ? Date.now() % 2 ** 31 : 20_261_125;
const ZONE = 'Europe/Zagreb';
const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 1, 0, 20);
/** From and to which day nothing happens by itself: a week, and a weekend. */
const DOWN: readonly (readonly [number, number])[] = [
  [80, 87],
  [200, 202],
];

const test = useTestDatabase({ VENDOR_TIME_ZONE: ZONE });
const random = mulberry32(SEED);
const within = (min: number, max: number) => min + Math.floor(random() * (max - min + 1));
const chance = (share: number) => random() < share;

type Life = {
  number: string;
  license: LicenseId;
  app: string;
  facts: LicenseFacts | null;
  version: number;
  notices: NoticeRow[];
  /** When the longest lease that was granted ends, grace included, by the product it was asked for. */
  leasedUntil: Map<string, number>;
  /** How many hours a mail takes; null: this customer's mail server never accepts one. */
  mailHours: number | null;
};
type NoticeRow = {
  id: string;
  cause: string;
  noticeDays: number;
  storedAt: Date;
  servedAt: Date | null;
  effectiveAt: Date | null;
  appliedAt: Date | null;
  cancelledAt: Date | null;
  terms: { products?: string[] } | null;
};

let acme: Scene;
let sales: Actor;
const lives: Life[] = [];

beforeAll(async () => {
  await makeKeys(test, START);
  acme = await makeTeam(test, 'Acme Inc');
  await acme.member('admin');
  sales = await acme.staff('sales');
  for (let n = 0; n < AGREEMENTS; n++) lives.push(await begin(n));
}, 600_000);

async function begin(n: number): Promise<Life> {
  const noticeDays = within(1, 120);
  const room = noticeDays * 86_400;
  const leaseSeconds = Math.min(within(60, room - 60), 2_592_000);
  const agreement = succeeded(
    await createAgreement(
      sales,
      {
        number: `YEAR-${n}`,
        team: acme.team.slug,
        products: ['BlinkID', 'BlinkCard'],
        platforms: ['android'],
        startsOn: '2025-06-01',
        endsOn: addDays('2026-01-01', within(0, 420)),
        noticeDays,
        leaseSeconds,
        graceSeconds: Math.min(within(60, room - leaseSeconds), 2_592_000),
      },
      { now: START },
    ),
  );
  const app = `com.acme.app${n}`;
  const apps = [{ platform: 'android' as const, value: app }];
  const license = succeeded(
    await issueProduction(sales, { kind: 'production', agreement: agreement.number, apps }, { now: START }),
  );
  const mailHours = chance(0.1) ? null : chance(0.7) ? 0 : within(1, 300);
  const life = { number: agreement.number, license: license.id as LicenseId, app, mailHours };
  return { ...life, facts: null, version: 0, notices: [], leasedUntil: new Map() };
}

it(
  `keeps its word through a year for ${AGREEMENTS} agreements (seed ${SEED})`,
  async () => {
    for (let hour = 0; hour < HOURS; hour++) {
      const now = START + hour * HOUR;
      const isDown = DOWN.some(([from, to]) => hour >= from * 24 && hour < to * 24);
      if (!isDown) await happen(now, hour);
      for (const life of lives) {
        askAndCheck(life, 'BlinkID', now + within(0, HOUR - 1));
        askAndCheck(life, 'BlinkCard', now + within(0, HOUR - 1));
      }
    }
    await tellTheStory();
  },
  isLong ? 7_200_000 : 300_000,
);

/** What people do, what mail servers do, and what happens by itself, in this hour. */
async function happen(now: number, hour: number): Promise<void> {
  let isChanged = false;
  for (const life of lives) {
    if (!chance(0.0012)) continue;
    await act(life, now);
    isChanged = true;
  }
  if (hour % EVERY === 0) {
    await keepAgreements(now);
    isChanged = true;
  }
  if (hour % 24 === 0) await remind(now);
  if (isChanged) await refresh();
  let isAccepted = false;
  for (const life of lives) if (await deliverMail(life, now)) isAccepted = true;
  if (isAccepted) await refresh();
}

async function act({ number }: Life, now: number): Promise<void> {
  const today = dayOf(now, ZONE);
  const acts = [
    () =>
      terminate(
        sales,
        {
          number,
          cause: chance(0.5) ? 'material-breach' : 'agreement-terminated',
          message: 'As agreed.',
          effectiveOn: chance(0.5) ? addDays(today, within(0, 200)) : undefined,
        },
        { now },
      ),
    () => cancelTermination(sales, { number, kind: 'cancelled' }, { now }),
    () => renew(sales, { number, endsOn: addDays(today, within(30, 400)) }, { now }),
    () => hold(sales, { number, until: addDays(today, within(1, 60)) }, { now }),
    () => amend(sales, { number, products: [chance(0.5) ? 'BlinkID' : 'BlinkCard'] }, { now }),
    () => amend(sales, { number, products: ['BlinkID', 'BlinkCard'] }, { now }),
    () => amend(sales, { number, noticeDays: within(1, 120) }, { now }),
    () => amend(sales, { number, leaseSeconds: within(60, 86_400), graceSeconds: 60 }, { now }),
    () => cancelAmendment(sales, { number }, { now }),
  ];
  await acts[within(0, acts.length - 1)]?.();
}

/** The mail server of this customer accepts what it has had for long enough, as the job that sends it notes it. */
async function deliverMail(life: Life, now: number): Promise<boolean> {
  let isAccepted = false;
  const { mailHours } = life;
  if (mailHours === null) return false;
  for (const notice of life.notices) {
    const isWaiting = notice.servedAt === null && notice.cancelledAt === null;
    if (!isWaiting || notice.storedAt.getTime() + mailHours * HOUR > now) continue;
    await test.sql`
      update deliveries set accepted_at = ${new Date(now)}
      where subject_id = ${notice.id} and notice = 'ending-notice' and accepted_at is null`;
    expect(await test.database.transaction((tx) => serveNotice(tx, notice.id, now))).toBe(true);
    isAccepted = true;
  }
  return isAccepted;
}

/** Reads again what changed. */
async function refresh(): Promise<void> {
  const rows = await test.sql<{ number: string; version: number; notices: number }[]>`
    select number, version + coalesce((select sum(version) from licenses l where l.agreement_id = a.id), 0)::int
             + (select count(*) + count(applied_at) + count(cancelled_at) from agreement_notices n where n.agreement_id = a.id)::int as version
    from agreements a where number like 'YEAR-%'`;
  const versions = new Map(rows.map(({ number, version }) => [number, version]));
  for (const life of lives) {
    const version = versions.get(life.number) ?? 0;
    if (version === life.version) continue;
    life.version = version;
    const request = requestOf(life, 'BlinkID');
    const asked = {
      id: life.license,
      platform: request.platform,
      matchKeys: matchCandidates(request.platform, request.app),
    };
    life.facts = (await findLicenseFacts(test.database.checks, [asked])).licenses.get(life.license) ?? null;
    life.notices = await test.sql<NoticeRow[]>`
      select n.id, n.cause, n.notice_days as "noticeDays", n.stored_at as "storedAt", n.served_at as "servedAt",
             n.effective_at as "effectiveAt", n.applied_at as "appliedAt", n.cancelled_at as "cancelledAt", n.terms
      from agreement_notices n join agreements a on a.id = n.agreement_id where a.number = ${life.number}`;
  }
}

function requestOf({ license, app }: Life, product: string): CheckRequest {
  return { ...checkFor(license, { app, product }) } as CheckRequest;
}

/** A device asks; what it is answered with must be what was promised. */
function askAndCheck(life: Life, product: string, now: number): void {
  const decision = decide(life.facts, requestOf(life, product), now);
  if (decision.outcome === 'lease') {
    const end = (unixSeconds(now) + decision.leaseSeconds + decision.graceSeconds) * 1000;
    life.leasedUntil.set(product, Math.max(end, life.leasedUntil.get(product) ?? 0));
    return;
  }
  const inEffect = life.notices.filter(
    ({ cancelledAt, effectiveAt }) =>
      cancelledAt === null && effectiveAt !== null && effectiveAt.getTime() <= now,
  );
  const because =
    decision.outcome === 'lock'
      ? inEffect.filter(({ cause }) => cause !== 'amendment')
      : inEffect.filter(
          ({ cause, terms }) => cause === 'amendment' && terms?.products?.includes(product) === false,
        );
  // Nobody is locked, and nothing refused, without a served notice of the agreed length.
  const isKept = because.every(
    ({ servedAt, effectiveAt, noticeDays, storedAt }) =>
      servedAt !== null &&
      effectiveAt !== null &&
      servedAt >= storedAt &&
      effectiveAt.getTime() - servedAt.getTime() >= noticeDays * DAY_MS,
  );
  const isNamed = ['agreement-terminated', 'agreement-expired', 'product-not-covered'].includes(
    decision.code,
  );
  // Nobody keeps a lease beyond the moment.
  const moment = Math.max(...because.map(({ effectiveAt }) => effectiveAt?.getTime() ?? 0));
  const isOver = (life.leasedUntil.get(product) ?? 0) <= moment;
  if (because.length > 0 && isKept && isNamed && isOver) return;
  const { number, notices, leasedUntil } = life;
  throw new Error(JSON.stringify({ number, now, product, decision, notices, leases: [...leasedUntil] }));
}

/** Every mail once, and the audit log has all that happened. */
async function tellTheStory(): Promise<void> {
  const [twice] = await test.sql`
    select notice, subject_id, person_id from deliveries where notice in ('ending-notice', 'ending-in-effect', 'ending-cancelled')
    group by 1, 2, 3 having count(*) > 1`;
  expect(twice).toBeUndefined();
  const [told] = await test.sql<{ untold: number; unaccepted: number; kinds: number }[]>`
    select count(*) filter (where (select count(*) from deliveries d where d.subject_id = n.id::text and d.notice = 'ending-notice') <> 2)::int as untold,
           count(*) filter (where n.served_at is not null and not exists (
             select from deliveries d where d.subject_id = n.id::text and d.notice = 'ending-notice' and d.accepted_at <= n.served_at))::int as unaccepted,
           count(distinct cause)::int as kinds
    from agreement_notices n`;
  expect(told).toEqual({ untold: 0, unaccepted: 0, kinds: 4 });
  const [reminded] = await test.sql<{ most: number; some: number }[]>`
    select max(n)::int as most, count(*)::int as some from (
      select count(*) as n from deliveries where notice = 'ending-reminder' group by subject_id, person_id) r`;
  expect(reminded?.some).toBeGreaterThan(0);
  const [counts] = await test.sql`
    select count(*)::int as stored, count(served_at)::int as served, count(applied_at)::int as applied,
           count(cancelled_at)::int as cancelled from agreement_notices`;
  const [story] = await test.sql`
    select count(*) filter (where action in ('agreement.terminate', 'agreement.give-expiry-notice')
                             or (action = 'agreement.amend' and after ? 'notice'))::int as stored,
           count(*) filter (where action = 'agreement.serve-notice')::int as served,
           count(*) filter (where action = 'agreement.apply-notice')::int as applied,
           (count(*) filter (where action = 'agreement.cancel-notice')
             + coalesce(sum(jsonb_array_length(before -> 'notices')) filter (where action = 'agreement.renew'), 0))::int as cancelled
    from audit_entries`;
  expect(story).toEqual(counts);
}

/** A generator of numbers in [0, 1) that are the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
