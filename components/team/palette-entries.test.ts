import { KeyRound } from 'lucide-react';
import { expect, test } from 'vitest';
import { type Entry, matching } from './palette-entries.ts';

const entry = (group: Entry['group'], name: string, aside?: string): Entry => ({
  id: name,
  group,
  name,
  icon: KeyRound,
  ...(aside && { aside }),
});
const all = [
  entry('Actions', 'New trial'),
  entry('Licenses', 'Acme Wallet', 'LIC-7F3K-9QXM'),
  entry('Pages', 'Licenses'),
];
const names = (typed: string) => matching(all, typed).map(({ name }) => name);

test('with nothing typed all are there, pages first', () => {
  expect(names('')).toEqual(['Licenses', 'Acme Wallet', 'New trial']);
});

test('every word must be found, in any order and case, in the name or the ID', () => {
  expect(names('wallet acme')).toEqual(['Acme Wallet']);
  expect(names('9qxm')).toEqual(['Acme Wallet']);
  expect(names('acme trial')).toEqual([]);
});
