import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  agreementState,
  expiryNoticeDueAt,
  firstEnding,
  lastHoldDay,
  leasesShrinkFrom,
  momentOfEffect,
  noticeState,
  remindersOf,
  SETTLE_MS,
  servedMoment,
} from './agreements.ts';
import { dayOf, endOfDay } from './calendar.ts';
import { decide } from './decide.ts';
import { DAY_MS, unixSeconds } from './instant.ts';
import { workingLicense } from './license.arbitrary.ts';
import type { EndingCause } from './license.ts';
import { licenseState } from './license-state.ts';

const at = (text: string) => Date.parse(text);
const NOW = at('2026-11-24T14:05:00Z');
const ZAGREB = 'Europe/Zagreb';
const zones = fc.constantFrom('UTC', ZAGREB, 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Kiritimati');
const moments = fc.integer({ min: NOW - 400 * DAY_MS, max: NOW + 400 * DAY_MS });
const days = fc.integer({ min: 1, max: 365 });
const causes = fc.constantFrom<EndingCause>('material-breach', 'agreement-terminated', 'agreement-expired');

const dates = (changes: Partial<Parameters<typeof agreementState>[0]> = {}) => ({
  startsAt: NOW - 100 * DAY_MS,
  lastInstantAt: NOW + 100 * DAY_MS,
  ending: null,
  ...changes,
});
const ending = (cause: EndingCause, effectiveAt: number) => ({ cause, effectiveAt });

it.each([
  ['active', dates()],
  ['active', dates({ lastInstantAt: NOW + 60 * DAY_MS + 1 })],
  ['expiring', dates({ lastInstantAt: NOW + 60 * DAY_MS })],
  // The last day has passed, and no notice was served: it goes on.
  ['expiring', dates({ lastInstantAt: NOW - DAY_MS })],
  ['not-started', dates({ startsAt: NOW + 1 })],
  ['active', dates({ startsAt: NOW })],
  ['scheduled', dates({ ending: ending('material-breach', NOW + 1) })],
  ['terminated', dates({ ending: ending('material-breach', NOW) })],
  ['terminated', dates({ ending: ending('agreement-terminated', NOW - DAY_MS) })],
  ['scheduled', dates({ ending: ending('agreement-expired', NOW + 60 * DAY_MS + 1) })],
  ['expiring', dates({ ending: ending('agreement-expired', NOW + 60 * DAY_MS) })],
  ['expiring', dates({ ending: ending('agreement-expired', NOW + 1) })],
  ['expired', dates({ ending: ending('agreement-expired', NOW) })],
  ['expired', dates({ startsAt: NOW + 1, ending: ending('agreement-expired', NOW) })],
] as const)('is %s', (state, asked) => {
  expect(agreementState(asked, NOW)).toBe(state);
});

it('is what its licenses are, while nothing of their own is the matter', () => {
  fc.assert(
    fc.property(
      moments,
      moments,
      fc.option(fc.record({ cause: causes, effectiveAt: moments })),
      (startsAt, lastInstantAt, end) => {
        const license = workingLicense({
          startsAt,
          endsAt: null,
          agreement: { lastInstant: lastInstantAt, ending: end, versionCap: null },
        });
        expect(agreementState({ startsAt, lastInstantAt, ending: end }, NOW)).toBe(
          licenseState(license, NOW).state,
        );
      },
    ),
  );
});

it('takes effect at the end of the day of the vendor that contains the whole notice', () => {
  const servedAt = NOW;
  expect(momentOfEffect({ servedAt, noticeDays: 30, zone: 'UTC' })).toBe(at('2026-12-25T00:00:00Z'));
  expect(momentOfEffect({ servedAt, noticeDays: 30, zone: ZAGREB })).toBe(at('2026-12-24T23:00:00Z'));
  // 24 h each, also over the change of the clocks: 25 October 2026 has 25 hours in Zagreb.
  const october = at('2026-10-20T21:30:00Z');
  expect(momentOfEffect({ servedAt: october, noticeDays: 7, zone: ZAGREB })).toBe(at('2026-10-27T23:00:00Z'));
  expect(momentOfEffect({ servedAt: at('2026-10-20T22:30:00Z'), noticeDays: 7, zone: ZAGREB })).toBe(
    at('2026-10-27T23:00:00Z'),
  );
  expect(momentOfEffect({ servedAt: at('2026-11-24T00:00:00Z'), noticeDays: 1, zone: 'UTC' })).toBe(
    at('2026-11-26T00:00:00Z'),
  );
});

it('takes effect later when a later day was chosen, and moves an earlier one', () => {
  const served = { servedAt: NOW, noticeDays: 30, zone: ZAGREB };
  expect(momentOfEffect({ ...served, chosenDay: '2026-12-31' })).toBe(at('2026-12-31T23:00:00Z'));
  expect(momentOfEffect({ ...served, chosenDay: '2026-12-01' })).toBe(momentOfEffect(served));
  const lastInstantAt = at('2027-02-28T23:00:00Z');
  expect(momentOfEffect({ ...served, lastInstantAt })).toBe(lastInstantAt);
  expect(momentOfEffect({ ...served, lastInstantAt, heldUntil: lastInstantAt + DAY_MS })).toBe(
    lastInstantAt + DAY_MS,
  );
});

it('never takes effect before the notice has run, a chosen day has ended, or a lease in the field has', () => {
  fc.assert(
    fc.property(
      moments,
      days,
      zones,
      fc.option(moments),
      fc.option(moments),
      (servedAt, noticeDays, zone, chosen, leasesEndAt) => {
        const chosenDay = chosen === null ? null : dayOf(chosen, zone);
        const moment = momentOfEffect({ servedAt, noticeDays, zone, chosenDay, leasesEndAt });
        expect(moment).toBeGreaterThan(servedAt + noticeDays * DAY_MS);
        if (chosenDay) expect(moment).toBeGreaterThanOrEqual(endOfDay(chosenDay, zone));
        if (leasesEndAt) expect(moment).toBeGreaterThanOrEqual(leasesEndAt);
        // It is the end of a day, and no day later than it must be.
        expect(endOfDay(dayOf(moment - 1, zone), zone)).toBe(moment);
        const least = Math.max(servedAt + noticeDays * DAY_MS, chosen ?? 0, (leasesEndAt ?? 0) - 1);
        expect(moment - least).toBeLessThanOrEqual(25 * 3_600_000);
      },
    ),
  );
});

it('leaves no lease that is granted while the notice is written down across the moment', () => {
  const serving = { noticeDays: 30, zone: 'UTC' };
  const midnight = at('2026-11-25T00:00:00Z');
  expect(servedMoment(midnight - SETTLE_MS, serving)).toBe(midnight - SETTLE_MS);
  expect(servedMoment(midnight - SETTLE_MS + 1, serving)).toBe(midnight);
  expect(servedMoment(midnight, serving)).toBe(midnight);
  fc.assert(
    fc.property(
      moments,
      days,
      zones,
      fc.integer({ min: 0, max: SETTLE_MS }),
      (acceptedAt, noticeDays, zone, late) => {
        const servedAt = servedMoment(acceptedAt, { noticeDays, zone });
        expect(servedAt - acceptedAt).toBeGreaterThanOrEqual(0);
        expect(servedAt - acceptedAt).toBeLessThan(SETTLE_MS);
        const longest = acceptedAt + late + noticeDays * DAY_MS;
        expect(momentOfEffect({ servedAt, noticeDays, zone })).toBeGreaterThanOrEqual(longest);
      },
    ),
  );
});

it('lets no lease cross the moment, whenever it was granted, for any agreement, notice and check', () => {
  const agreement = days.chain((noticeDays) =>
    fc.record({
      noticeDays: fc.constant(noticeDays),
      leaseSeconds: fc.integer({ min: 60, max: Math.min(2_592_000, noticeDays * 86_400 - 60) }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  );
  fc.assert(
    fc.property(
      agreement,
      causes,
      moments,
      zones,
      fc.oneof(
        fc.integer({ min: -5000, max: SETTLE_MS }),
        fc.integer({ min: -60 * DAY_MS, max: 400 * DAY_MS }),
      ),
      ({ noticeDays, leaseSeconds, share }, cause, acceptedAt, zone, after) => {
        // As long as the notice allows, or shorter.
        const room = Math.min(2_592_000, noticeDays * 86_400 - leaseSeconds);
        const graceSeconds = Math.max(60, Math.floor(room * share));
        const servedAt = servedMoment(acceptedAt, { noticeDays, zone });
        const effectiveAt = momentOfEffect({ servedAt, noticeDays, zone });
        const checkedAt = acceptedAt + after;
        // Until it settled a process may decide on what it read before.
        const knows = after > SETTLE_MS ? [true] : after < 0 ? [false] : [true, false];
        for (const isKnown of knows) {
          const license = workingLicense({
            startsAt: 0,
            endsAt: null,
            leaseSeconds,
            graceSeconds,
            agreement: {
              lastInstant: NOW + 4000 * DAY_MS,
              ending: isKnown ? { cause, effectiveAt } : null,
              versionCap: null,
            },
          });
          const request = {
            license: license.id,
            licensee: license.licensee,
            app: 'com.acme.app',
            product: 'BlinkID',
            version: '7.8.1',
            platform: 'android' as const,
            os: '15',
            nonce: 'b2Zt3xY0qkP1n8Zw',
          };
          const decision = decide(license, request, checkedAt);
          if (decision.outcome !== 'lease') {
            expect(checkedAt).toBeGreaterThanOrEqual(effectiveAt - 1000);
            continue;
          }
          const end = (unixSeconds(checkedAt) + decision.leaseSeconds + decision.graceSeconds) * 1000;
          expect(end).toBeLessThanOrEqual(effectiveAt);
        }
      },
    ),
  );
});

it('gives notice of an expiry 60 days before the last day, or the notice and a week if that is more', () => {
  const due = (noticeDays: number) =>
    new Date(expiryNoticeDueAt({ endsOn: '2027-02-28', noticeDays, zone: ZAGREB }));
  expect(due(30).toISOString()).toBe('2026-12-29T23:00:00.000Z');
  expect(due(53)).toEqual(due(30));
  expect(due(54).toISOString()).toBe('2026-12-28T23:00:00.000Z');
  fc.assert(
    fc.property(moments, days, zones, (last, noticeDays, zone) => {
      const endsOn = dayOf(last, zone);
      const servedAt = expiryNoticeDueAt({ endsOn, noticeDays, zone });
      const lastInstantAt = endOfDay(endsOn, zone);
      // Served on that day, or up to six days later, it ends nothing later than agreed.
      expect(momentOfEffect({ servedAt: servedAt + 6 * DAY_MS, noticeDays, zone, lastInstantAt })).toBe(
        lastInstantAt,
      );
    }),
  );
});

it('reminds at 30, 14, 7 and 1 days, unless the notice itself said it', () => {
  const effectiveAt = NOW + 60 * DAY_MS;
  expect(remindersOf({ servedAt: NOW, effectiveAt }).map((one) => one.days)).toEqual([30, 14, 7, 1]);
  expect(remindersOf({ servedAt: effectiveAt - 14 * DAY_MS, effectiveAt }).map((one) => one.days)).toEqual([
    7, 1,
  ]);
});

it('counts the earliest of several endings, and none that was not served or was cancelled', () => {
  const notice = { cause: 'agreement-terminated' as const, effectiveAt: NOW + 3, cancelledAt: null };
  const earlier = { ...notice, cause: 'agreement-expired' as const, effectiveAt: NOW + 2 };
  const rest = [
    { ...notice, effectiveAt: null },
    { ...notice, effectiveAt: NOW + 1, cancelledAt: NOW },
    { ...notice, cause: 'amendment' as const, effectiveAt: NOW + 1 },
  ];
  expect(firstEnding([...rest, notice, earlier])).toBe(earlier);
  expect(firstEnding([...rest, notice])).toBe(notice);
  expect(firstEnding(rest)).toBeNull();
});

it('says how a notice stands', () => {
  expect(noticeState({ effectiveAt: null, cancelledAt: null }, NOW)).toBe('stored');
  expect(noticeState({ effectiveAt: NOW + 1, cancelledAt: null }, NOW)).toBe('served');
  expect(noticeState({ effectiveAt: NOW, cancelledAt: null }, NOW)).toBe('in-effect');
  expect(noticeState({ effectiveAt: NOW, cancelledAt: NOW + 5 }, NOW)).toBe('cancelled');
});

it('holds for 30 days at most, and shrinks leases one lease and grace before the end', () => {
  expect(lastHoldDay(at('2027-02-28T23:00:00Z'), ZAGREB)).toBe('2027-03-30');
  expect(leasesShrinkFrom(NOW, { leaseSeconds: 3600, graceSeconds: 60 })).toBe(NOW - 3_660_000);
});
