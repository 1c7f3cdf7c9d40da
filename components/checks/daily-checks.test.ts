import { describe, expect, test } from 'vitest';
import { dailyChecks, scaleTop, sumOutcomes } from './daily-checks.ts';
import { sharesOf } from './shares-of.ts';

const at = (text: string) => Date.parse(text);

describe('checks a day', () => {
  test('are zero on days without a row', () => {
    const rows = [{ day: '2026-11-23', lease: 5, lock: 0, refusal: 1, total: 6 }];
    const days = dailyChecks(rows, { from: at('2026-11-22T23:00:00Z'), to: at('2026-11-24T01:00:00Z') });
    expect(days.map(({ day, total }) => [day, total])).toEqual([
      ['2026-11-22', 0],
      ['2026-11-23', 6],
      ['2026-11-24', 0],
    ]);
  });
  test('of several licenses are added up', () => {
    const row = { day: '2026-11-23', lease: 5, lock: 2, refusal: 1, total: 8 };
    const [day] = dailyChecks([row, row], {
      from: at('2026-11-23T00:00:00Z'),
      to: at('2026-11-23T05:00:00Z'),
    });
    expect(day).toEqual({ day: '2026-11-23', lease: 10, lock: 4, refusal: 2, total: 16 });
    expect(sumOutcomes([row, row]).total).toBe(16);
  });
  test.each([
    [0, 2],
    [1, 2],
    [7, 8],
    [10, 10],
    [11, 20],
    [2_810, 3_000],
    [49_000, 50_000],
    [99_999, 100_000],
  ])('of at most %i are drawn on a scale to %i', (most, top) => expect(scaleTop(most)).toBe(top));
});

describe('shares', () => {
  test('name the largest and sum up the others', () => {
    const parts = ['7.8.1', '7.8.0', '7.6.2', 'other'].map((name, index) => ({
      name,
      count: [70, 22, 6, 2][index] ?? 0,
    }));
    expect(sharesOf(parts, 2).map(({ name, percent }) => [name, percent])).toEqual([
      ['7.8.1', 70],
      ['7.8.0', 22],
      ['other', 8],
    ]);
  });
  test('of nothing are none', () => expect(sharesOf([{ name: 'a', count: 0 }])).toEqual([]));
});
