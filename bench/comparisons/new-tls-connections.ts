import type { Comparison } from '../comparison.ts';
import { checksPerSecond, interleave, quotient, ratios } from '../rounds.ts';
import { startBareTls, startOurs } from '../sides.ts';
import { withSides } from '../with-sides.ts';

const LICENSES = 10_000;
/** The size of a lease of these licenses. */
const ANSWER_BYTES = 408;

/** A new TLS connection for each check, as in the field, beside a server that does nothing but answer. */
export const newTlsConnections: Comparison = {
  name: 'new-tls-connections',
  run: async (rig, { rounds, seconds }) => {
    const database = await rig.databases.ours(LICENSES);
    const starts = [() => startOurs(rig, { database, isTls: true }), () => startBareTls(rig, ANSWER_BYTES)];
    return withSides(starts, async (sides) => {
      const run = { seconds, way: { kind: 'new-tls-connections', ca: rig.certificate.cert } } as const;
      const [ours = [], bare = []] = await interleave(rig, { sides, rounds, run });
      return [
        {
          says: 'checks a second, each on a new TLS connection, ours ÷ a bare node:https server that answers a constant',
          ratios: ratios(ours, bare, checksPerSecond),
          from: quotient(ours, bare, { of: checksPerSecond, unit: 'a second' }),
          bound: 0.65,
          aim: 0.85,
          is: 'at-least',
        },
      ];
    });
  },
};
