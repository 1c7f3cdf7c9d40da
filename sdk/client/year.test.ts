import { expect, test } from 'vitest';
import type { Status } from './client-options.ts';
import { DAY, HOUR, START, World } from './world.arbitrary.ts';

/** How many devices live through a year: 1,000 with `npm run test:long`. */
const DEVICES = process.env.LEASEHOLD_LONG ? 1_000 : 6;
const LEASE_MS = 24 * HOUR;
const GRACE_MS = 72 * HOUR;

/** Mulberry32: the same year each time for the same device. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Weather = 'fine' | 'drops' | 'slow' | 'failing' | 'portal';
const REPLIES: Record<
  Exclude<Weather, 'fine' | 'slow'>,
  () => Promise<never> | { status: number; text: string }
> = {
  drops: () => Promise.reject(new TypeError('fetch failed')),
  failing: () => ({ status: 503, text: '{"code":"unavailable"}' }),
  portal: () => ({ status: 200, text: '<html>Sign in to the hotel</html>' }),
};

type Year = { scans: number; needed: number; requests: number };

/** One device: scans at any time, a network that changes every few hours, a license that is locked for a week. */
async function live(seed: number): Promise<Year> {
  const world = await World.make();
  const random = dice(seed);
  const client = world.client({ timeoutMs: 20_000 });
  const lockFrom = START + Math.floor(random() * 340) * DAY;
  let weather: Weather = 'fine';
  let changesAt = START;
  let lastAnswer: { at: number; outcome: string } | null = null;
  let needed = 0;
  let scans = 0;
  world.network = () => {
    if (weather === 'slow') world.time += Math.floor(random() * 1_500);
    return weather === 'fine' || weather === 'slow' ? null : REPLIES[weather]();
  };
  world.spoil = (jws) => {
    lastAnswer = { at: world.time, outcome: world.says.outcome };
    return jws;
  };
  for (; world.time < START + 365 * DAY; world.time += Math.floor(random() * 8 * HOUR)) {
    if (world.time >= changesAt) {
      const roll = random();
      weather =
        roll < 0.7
          ? 'fine'
          : ((['drops', 'slow', 'failing', 'portal'] as const)[Math.floor(random() * 4)] ?? 'fine');
      changesAt = world.time + random() * (roll < 0.98 ? 12 * HOUR : 8 * DAY);
    }
    const isLocked = world.time >= lockFrom && world.time < lockFrom + 7 * DAY;
    world.says = isLocked
      ? { outcome: 'lock', reason: 'license-locked' }
      : { outcome: 'lease', leaseSeconds: LEASE_MS / 1000, graceSeconds: GRACE_MS / 1000 };
    // The server signs its key set anew each day.
    const iat = Math.floor(world.time / 1000);
    world.keySet = { ...world.keySet, iat, exp: iat + 90 * 86_400 };
    scans += 1;
    const before = world.checks;
    const wasRunning = (await client.status()).state === 'leased';
    const status = await client.check();
    if (!wasRunning) needed += 1;
    if (wasRunning) expect(world.checks).toBe(before);
    judge(status, lastAnswer, world.time);
  }
  return { scans, needed, requests: world.checks };
}

/** What must hold at any moment of any year. */
function judge({ state, code }: Status, last: { at: number; outcome: string } | null, now: number): void {
  const age = last === null ? Number.POSITIVE_INFINITY : now - last.at;
  if (state === 'leased') {
    expect(last?.outcome).toBe('lease');
    expect(age).toBeLessThan(LEASE_MS + 1_000);
  }
  if (state === 'grace') expect(age).toBeLessThan(LEASE_MS + GRACE_MS + 1_000);
  if (state === 'locked' && code === 'grace-exhausted')
    expect(age).toBeGreaterThanOrEqual(LEASE_MS + GRACE_MS - 1_000);
  else if (state === 'locked') expect(last?.outcome).toBe('lock');
}

test(
  'a year of devices with a flaky network: no lease outlives its end, no lock without a reason, hardly a request too many',
  async () => {
    const sum: Year = { scans: 0, needed: 0, requests: 0 };
    for (let seed = 1; seed <= DEVICES; seed += 1) {
      const year = await live(seed);
      sum.scans += year.scans;
      sum.needed += year.needed;
      sum.requests += year.requests;
    }
    // A scan without a lease needs one request; back-off leaves some of them out, nothing adds any.
    expect(sum.requests).toBeLessThanOrEqual(sum.needed);
    console.info(
      `${DEVICES} devices, ${sum.scans} scans, ${sum.needed} without a lease, ${sum.requests} requests`,
    );
  },
  DEVICES * 5_000,
);
