import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS } from './instant.ts';
import { NOW } from './license.arbitrary.ts';
import { planTrial, type TrialAsked, type TrialProduct, trialYearStart } from './trials.ts';

function product(changes: Partial<TrialProduct> = {}): TrialProduct {
  return {
    name: 'BlinkID',
    isRetired: false,
    platforms: ['android', 'ios'],
    runningTrials: 0,
    trialsInTwelveMonths: 0,
    ...changes,
  };
}

function asked(changes: Partial<TrialAsked> = {}): TrialAsked {
  return {
    now: NOW,
    products: ['BlinkID'],
    platforms: ['android'],
    apps: [{ platform: 'android', value: 'com.acme.app' }],
    catalogue: [
      product(),
      product({ name: 'BlinkCard', platforms: ['ios'] }),
      product({ name: 'Old', isRetired: true }),
    ],
    ...changes,
  };
}

describe('a trial', () => {
  test('runs 30 days to the second from the second in which it was asked for', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 45), (now) => {
        const plan = planTrial(asked({ now }));
        expect(plan.ok).toBe(true);
        if (!plan.ok) return;
        expect(plan.startsAt % 1000).toBe(0);
        expect(now - plan.startsAt).toBeGreaterThanOrEqual(0);
        expect(now - plan.startsAt).toBeLessThan(1000);
        expect(plan.endsAt - plan.startsAt).toBe(30 * 86_400 * 1000);
      }),
    );
  });

  test.each([
    [{ runningTrials: 2, trialsInTwelveMonths: 9 }, null],
    [{ runningTrials: 3 }, 'trial-limit-running'],
    [{ runningTrials: 4 }, 'trial-limit-running'],
    [{ trialsInTwelveMonths: 10 }, 'trial-limit-year'],
    [{ trialsInTwelveMonths: 11 }, 'trial-limit-year'],
    [{ runningTrials: 3, trialsInTwelveMonths: 10 }, 'trial-limit-running'],
  ])('of a product with %j', (counts, code) => {
    const plan = planTrial(asked({ catalogue: [product(counts)] }));
    if (code === null) expect(plan).toMatchObject({ ok: true });
    else expect(plan).toMatchObject({ ok: false, code, product: 'BlinkID', errors: [] });
  });

  test('of several products is limited by each of them, and by no other', () => {
    const catalogue = [
      product(),
      product({ name: 'BlinkCard', runningTrials: 3 }),
      product({ name: 'PDF417', runningTrials: 3 }),
    ];
    const apps = asked().apps;
    expect(planTrial(asked({ products: ['BlinkID', 'BlinkCard'], catalogue, apps }))).toMatchObject({
      product: 'BlinkCard',
    });
    expect(planTrial(asked({ catalogue }))).toMatchObject({ ok: true });
  });

  test('has at most 100 identifiers', () => {
    const apps = Array.from({ length: 101 }, (_, index) => ({
      platform: 'android' as const,
      value: `com.acme.a${index}`,
    }));
    expect(planTrial(asked({ apps: apps.slice(0, 100) }))).toMatchObject({ ok: true });
    expect(planTrial(asked({ apps }))).toMatchObject({
      ok: false,
      code: 'too-many-apps',
      errors: [{ pointer: '/apps' }],
    });
  });

  test.each<[string, Partial<TrialAsked>, string[]]>([
    ['no product', { products: [] }, ['/products']],
    ['an unknown product', { products: ['BlinkID', 'Nope'] }, ['/products/1']],
    ['a retired product', { products: ['Old'] }, ['/products/0']],
    ['a product twice', { products: ['BlinkID', 'BlinkID'] }, ['/products/1']],
    ['a product that none of the platforms has', { products: ['BlinkID', 'BlinkCard'] }, ['/products/1']],
    ['no platform', { platforms: [], apps: [] }, ['/platforms']],
    ['a platform twice', { platforms: ['android', 'android'] }, ['/platforms/1']],
    ['a platform that no product has', { platforms: ['android', 'windows'] }, ['/platforms/1']],
    ['a platform without identifiers', { platforms: ['android', 'ios'] }, ['/platforms/1']],
    ['no identifier', { apps: [] }, ['/platforms/0']],
    [
      'an identifier of a platform that was not chosen',
      { apps: [{ platform: 'ios', value: 'com.acme.ios' }, ...asked().apps] },
      ['/apps/0'],
    ],
    [
      'an identifier twice, compared as its platform compares',
      {
        platforms: ['ios'],
        apps: [
          { platform: 'ios', value: 'com.acme.ios' },
          { platform: 'ios', value: 'com.acme.iOS' },
        ],
      },
      ['/apps/1/value'],
    ],
    [
      'several of these',
      { products: ['Nope'], platforms: ['android', 'ios'] },
      ['/products/0', '/platforms/1'],
    ],
  ])('with %s is refused, and each field is pointed at', (_, changes, pointers) => {
    const plan = planTrial(asked(changes));
    expect(plan).toMatchObject({ ok: false, code: 'invalid-input', product: null });
    expect(plan.ok === false && plan.errors.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test('is told what is wrong before what is too much', () => {
    expect(planTrial(asked({ platforms: [], catalogue: [product({ runningTrials: 3 })] }))).toMatchObject({
      code: 'invalid-input',
    });
  });

  test('counts as begun in twelve months for 365 days', () => {
    expect(trialYearStart(NOW)).toBe(NOW - 365 * DAY_MS);
  });
});
