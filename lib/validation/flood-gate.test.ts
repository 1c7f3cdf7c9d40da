import { expect, test } from 'vitest';
import { FloodGate } from './flood-gate.ts';

const limits = { burst: 3, perSecond: 2, networks: 2 };

test('a burst passes, then as many a second as the limit says', () => {
  const gate = new FloodGate(limits);
  expect([0, 0, 0, 0].map((now) => gate.secondsToWait('a', now))).toEqual([null, null, null, 1]);
  expect(gate.secondsToWait('a', 499)).toBe(1);
  expect(gate.secondsToWait('a', 500)).toBeNull();
  expect(gate.secondsToWait('a', 500)).toBe(1);
  expect([60_000, 60_000, 60_000, 60_000].map((now) => gate.secondsToWait('a', now))).toEqual([
    null,
    null,
    null,
    1,
  ]);
});

test('networks do not share, and a clock set back gives nothing away', () => {
  const gate = new FloodGate(limits);
  for (const _ of [1, 2, 3]) gate.secondsToWait('a', 10_000);
  expect(gate.secondsToWait('b', 10_000)).toBeNull();
  expect(gate.secondsToWait('a', 5000)).toBe(1);
  expect(gate.secondsToWait('a', 5000)).toBe(1);
});

test('more networks than are remembered take no more memory: the one not heard of for longest is forgotten', () => {
  const gate = new FloodGate(limits);
  for (const network of ['a', 'b', 'a', 'b', 'a', 'b']) gate.secondsToWait(network, 0);
  gate.secondsToWait('c', 0);
  expect(gate.secondsToWait('b', 0)).toBe(1);
  expect(gate.secondsToWait('a', 0)).toBeNull();
});
