import { expect, test } from 'vitest';
import type { Agreement } from '#lib/contract/agreements.ts';
import { agreementAnswer } from './agreement-answer.ts';
import { agreementCourse } from './agreement-course.ts';
import { courseSentence } from './course-sentence.ts';

const now = Date.UTC(2026, 10, 24, 14, 5);
const time = { zone: 'Europe/Zagreb', now };

const HARBOR: Agreement = {
  number: 'AGR-2024-0088',
  team: 'harbor',
  teamName: 'Harbor Bank',
  title: 'Harbor Bank',
  products: ['BlinkID'],
  platforms: ['android'],
  appLimit: 50,
  startsOn: '2024-03-01',
  endsOn: '2027-02-28',
  noticeDays: 30,
  noticeAddress: null,
  leaseSeconds: 86_400,
  graceSeconds: 259_200,
  retrySeconds: 300,
  versionCap: null,
  offline: true,
  proxy: true,
  state: 'active',
  endsAt: null,
  termination: null,
  startsAt: '2024-02-29T23:00:00.000Z',
  lastInstantAt: '2027-02-28T23:00:00.000Z',
  expiry: {
    noticeDueAt: '2026-12-29T23:00:00.000Z',
    noticeServedAt: null,
    effectiveAt: null,
    heldUntil: null,
  },
  amendment: null,
  licenses: 3,
  apps: 38,
  createdAt: '2024-02-20T09:00:00.000Z',
  version: 4,
};

const says = (change: Partial<Agreement>, isStaff = true) =>
  agreementAnswer({ ...HARBOR, ...change }, { ...time, isStaff });

test('an agreement in force says its last day with the exact instant, and when its notice goes out', () => {
  expect(says({})).toEqual({
    headline: 'Last day in 96 days',
    at: 'Sun 28 Feb 2027, to 23:00 UTC (midnight in Zagreb)',
    says: 'The expiry notice goes out by itself on Tue 29 Dec, 23:00 UTC.',
    next: '',
  });
  expect(courseSentence(HARBOR, { ...time, preview: null })).toBe(
    'Ended today, it would stop Thu 24 Dec, to 23:00 UTC (midnight in Zagreb): 30 days of notice, to the end of that day.',
  );
});

test('a termination that was served says its ground, and to sales that it can be cancelled', () => {
  const termination = {
    cause: 'material-breach' as const,
    noticeServedAt: '2026-11-24T14:00:00.000Z',
    effectiveAt: '2026-12-24T23:00:00.000Z',
  };
  const scheduled = { state: 'scheduled' as const, endsAt: termination.effectiveAt, termination };
  expect(says(scheduled).headline).toBe('Ends in 30 days');
  expect(says(scheduled).says).toContain(
    'Ground: material breach. Notice was served on Tue 24 Nov, 14:00 UTC.',
  );
  expect(says(scheduled).next).toContain('Cancelling it');
  expect(says(scheduled, false).next).toBe('');
});

test('an expiry whose notice nobody accepted ends nothing, and says so past the last day too', () => {
  const late = agreementAnswer(
    { ...HARBOR, state: 'expiring' },
    { ...time, now: Date.UTC(2027, 2, 3), isStaff: true },
  );
  expect(late.headline).toBe('Its last day ended 2 days ago');
  expect(late.says).toContain('nothing has ended');
});

test('the course has a row for what is agreed, one for a preview, and the wedge reaches nothing at the first end', () => {
  const plain = agreementCourse(HARBOR, { ...time, preview: null });
  expect(plain.rows.map(({ name }) => name)).toEqual(['As agreed']);
  const course = agreementCourse(HARBOR, { ...time, preview: { effectiveAt: '2026-12-24T23:00:00.000Z' } });
  expect(course.rows.map(({ name }) => name)).toEqual(['As agreed', 'If terminated']);
  const [agreed, ending] = course.rows;
  expect(agreed?.marks.filter(({ kind }) => kind === 'mark')).toHaveLength(4);
  expect(ending?.marks.at(-1)).toMatchObject({ kind: 'endmark', place: course.wedge.to });
  expect(course.wedge.from).toBeLessThan(course.wedge.to);
  expect(course.wedge.to).toBeLessThan(course.wedge.from + 5);
});

test('every span lies within the window and touches the next, also when the agreed end is years off', () => {
  for (const endsAt of ['2026-12-01', '2027-02-28', '2036-02-28']) {
    const agreement = { ...HARBOR, lastInstantAt: `${endsAt}T23:00:00.000Z` };
    for (const preview of [null, { effectiveAt: '2026-12-24T23:00:00.000Z' }]) {
      const { rows, ticks } = agreementCourse(agreement, { ...time, preview });
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.length).toBeLessThanOrEqual(7);
      for (const { spans } of rows)
        for (const [index, { a, b }] of spans.entries()) {
          expect(a).toBeGreaterThanOrEqual(0);
          expect(b).toBeLessThanOrEqual(100);
          expect(a).toBeCloseTo(spans[index - 1]?.b ?? a, 5);
        }
    }
  }
});
