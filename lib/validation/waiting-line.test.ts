import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ranking } from './ranking.ts';
import { WaitingLine } from './waiting-line.ts';

const one = (network: string, license: string, nth = 0) => ({ network, license, nth });

test('checks are taken in the order in which they came', () => {
  const line = new WaitingLine<ReturnType<typeof one>>(10);
  for (let nth = 0; nth < 5; nth += 1) expect(line.add(one(`n${nth % 2}`, `l${nth % 3}`, nth))).toBeNull();
  expect(line.takeWhile((_, taken) => taken < 3).map(({ nth }) => nth)).toEqual([0, 1, 2]);
  expect(line.takeWhile(() => true).map(({ nth }) => nth)).toEqual([3, 4]);
  expect(line.length).toBe(0);
});

test('when all places are taken the network with most of them loses one, of its license with most of them the latest', () => {
  const line = new WaitingLine<ReturnType<typeof one>>(6);
  const flood = [one('a', 'x', 0), one('a', 'x', 1), one('a', 'x', 2), one('a', 'y', 3)];
  for (const check of flood) line.add(check);
  line.add(one('b', 'z'));
  line.add(one('b', 'z'));
  expect(line.add(one('c', 'x'))).toBe(flood[2]);
  expect(line.add(one('b', 'w'))).toBe(flood[1]);
  expect(line.length).toBe(6);
});

test('who floods a full line is refused by the first free hand, and takes no place from anybody else', () => {
  const line = new WaitingLine<ReturnType<typeof one>>(100);
  const others = Array.from({ length: 30 }, (_, nth) => one(`n${nth}`, 'l'));
  for (const check of others) line.add(check);
  for (let nth = 0; nth < 1000; nth += 1) {
    const loser = line.add(one('flood', 'unknown', nth));
    if (nth >= 70) expect(loser?.nth).toBe(nth);
  }
  expect(line.takeWhile((_, taken) => taken < 30)).toEqual(others);
});

test('a line is what a plain list would be, whatever comes and goes', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const step = fc.oneof(fc.record({ network: name, license: name }), fc.nat(4));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const line = new WaitingLine<ReturnType<typeof one>>(8);
      let list: ReturnType<typeof one>[] = [];
      for (const [nth, step] of steps.entries()) {
        if (typeof step === 'number') {
          const taken = line.takeWhile((_, count) => count < step);
          expect(taken).toEqual(list.slice(0, step));
          list = list.slice(step);
          continue;
        }
        const check = one(step.network, step.license, nth);
        list.push(check);
        const loser = line.add(check);
        if (list.length <= 8) expect(loser).toBeNull();
        else {
          const most = (count: (other: typeof check) => boolean) => list.filter(count).length;
          const networks = list.map(({ network }) => most((other) => other.network === network));
          expect(most(({ network }) => network === loser?.network)).toBe(Math.max(...networks));
          const rivals = list.filter(({ network }) => network === loser?.network);
          const licenses = rivals.map(
            ({ license }) => rivals.filter((other) => other.license === license).length,
          );
          const mates = rivals.filter(({ license }) => license === loser?.license);
          expect(mates.length).toBe(Math.max(...licenses));
          expect(mates.at(-1)).toBe(loser);
          list = list.filter((other) => other !== loser);
        }
        expect(line.length).toBe(list.length);
      }
    }),
  );
});

test('a ranking knows the most, also after names went', () => {
  const ranking = new Ranking<string>();
  expect(ranking.top()).toBeUndefined();
  for (const name of ['a', 'b', 'b', 'c', 'c', 'c']) ranking.add(name);
  expect(ranking.top()).toBe('c');
  ranking.remove('c');
  ranking.remove('c');
  expect(ranking.top()).toBe('b');
  for (const name of ['a', 'b', 'b', 'c', 'unheard of']) ranking.remove(name);
  expect(ranking.top()).toBeUndefined();
});
