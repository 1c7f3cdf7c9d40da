import { findLongestGrantSeconds, listSigningKeys, lockKeys, updateSigningKey } from '#db/queries/keys.ts';
import { installation } from '#lib/platform/installation.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import type { KeySetStanding } from './key-set-standing.ts';
import { neededUntil } from './needed-until.ts';
import { publishChange } from './publish-key-set.ts';

/** `retired`: those whose time had come. `waiting`: those that are still needed, and until when (RFC 3339). */
export type Retirement = {
  retired: string[];
  waiting: { kid: string; until: string }[];
  keySet: KeySetStanding;
};

/**
 * Retires the keys that sign no more and that nothing in the field needs: an answer key when the longest lease with its
 * grace has passed since it signed for the last time, a license key at once. Retired answer keys leave the key set;
 * license keys stay in it. Answers `forbidden`; `conflict` when there is none, with the moment when there will be.
 */
export const retireKeys = useCase<unknown, Retirement, 'conflict'>({
  action: 'key.retire',
  run: async ({ tx, now }) => {
    await lockKeys(tx);
    const retiring = (await listSigningKeys(tx)).filter(({ state }) => state === 'retiring');
    if (retiring.length === 0) return failed('conflict', 'No key is retiring.');
    const longestMs = (await findLongestGrantSeconds(tx)) * 1000;
    const keys = retiring.map((row) => ({ kid: row.kid, until: neededUntil(row, longestMs) }));
    const due = keys.filter(({ until }) => until <= now).map(({ kid }) => kid);
    const waiting = keys
      .filter(({ until }) => until > now)
      .map(({ kid, until }) => ({ kid, until: new Date(until).toISOString() }));
    const [first] = waiting.toSorted((a, b) => (a.until < b.until ? -1 : 1));
    if (due.length === 0 && first)
      return failed(
        'conflict',
        `${first.kid} is needed until ${first.until}: leases that it signed may run.`,
      );
    for (const kid of due) await updateSigningKey(tx, kid, { state: 'retired' });
    const keySet = await publishChange(tx, { secret: installation().secret, now });
    return done(
      { retired: due, waiting, keySet },
      {
        subject: { type: 'key', id: due.join(' ') },
        before: { state: 'retiring' },
        after: { state: 'retired', keySet: keySet.ver },
      },
    );
  },
});
