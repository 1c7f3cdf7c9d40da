import type { Tx } from '#db/client.ts';
import {
  findNewestKeySet,
  insertSigningKeys,
  listSigningKeys,
  lockKeys,
  type SigningKeyRow,
  updateSigningKey,
} from '#db/queries/keys.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { installation } from '#lib/platform/installation.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { isListed, type KeySetStanding } from './key-set-standing.ts';
import { publishChange } from './publish-key-set.ts';
import { BRING_A_ROOT, NO_KEYS_YET } from './roots.ts';
import { sealedRow } from './sealed-private-key.ts';
import { makeSigningKey } from './signing-key.ts';

/** What a key that rotates is for. Roots do not rotate: clients pin them. */
export type RotatedUse = 'answer' | 'license';

/** `published`: a next key was made, which signs nothing yet. `activated`: it signs from now on, `retiring` no more. */
export type Rotation =
  | { did: 'published'; use: RotatedUse; kid: string; keySet: KeySetStanding }
  | { did: 'activated'; use: RotatedUse; kid: string; retiring: string; keySet: KeySetStanding };

/**
 * The next step of a rotation (wire.md section 3). Without a next key one is made and published. With one that the
 * published key set lists, that one signs from the next batch of checks on, in every process, and the former retires: it
 * stays published, and its private part is erased. Answers `forbidden`; `conflict` before there are keys, and while a root
 * has yet to sign the key set that lists the next one.
 */
export const rotateKey = useCase<{ use: RotatedUse }, Rotation, 'conflict'>({
  action: 'key.rotate',
  run: async ({ tx, now }, { use }) => {
    await lockKeys(tx);
    const rows = (await listSigningKeys(tx)).filter((row) => row.use === use);
    if (rows.length === 0) return failed('conflict', NO_KEYS_YET);
    const next = rows.find(({ state }) => state === 'next');
    if (next === undefined) return publishNext(tx, { use, now });
    if (!isListed(await findNewestKeySet(tx), next.kid))
      return failed('conflict', `No key set lists the next key ${next.kid} yet. ${BRING_A_ROOT}`);
    return activate(tx, { use, next, rows, now });
  },
});

async function publishNext(tx: Tx, { use, now }: { use: RotatedUse; now: Instant }) {
  const { secret } = installation();
  const key = await makeSigningKey();
  const { kid } = key.jwk;
  await insertSigningKeys(tx, [{ ...sealedRow(key, secret), use, state: 'next' }], now);
  const keySet = await publishChange(tx, { secret, now });
  return done<Rotation>(
    { did: 'published', use, kid, keySet },
    { subject: { type: 'key', id: kid }, after: { use, state: 'next', keySet: keySet.ver } },
  );
}

type Activation = { use: RotatedUse; next: SigningKeyRow; rows: readonly SigningKeyRow[]; now: Instant };

async function activate(tx: Tx, { use, next: { kid }, rows, now }: Activation) {
  const former = rows.find(({ state }) => state === 'active');
  if (former === undefined) throw new Error(`no ${use} key is active`);
  const at = new Date(now);
  await updateSigningKey(tx, former.kid, { state: 'retiring', retiredAt: at, privateEncrypted: null });
  await updateSigningKey(tx, kid, { state: 'active', activatedAt: at });
  const keySet = await publishChange(tx, { secret: installation().secret, now });
  return done<Rotation>(
    { did: 'activated', use, kid, retiring: former.kid, keySet },
    {
      subject: { type: 'key', id: kid },
      before: { use, state: 'next', active: former.kid },
      after: { use, state: 'active', retiring: former.kid, keySet: keySet.ver },
    },
  );
}
