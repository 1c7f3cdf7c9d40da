import { setTimeout as sleep } from 'node:timers/promises';
import type { Tx } from '#db/client.ts';
import {
  countLicenseKeys,
  findNewestKeySet,
  insertSigningKeys,
  listSigningKeys,
  lockKeys,
  type SigningKeyRow,
  updateSigningKey,
} from '#db/queries/keys.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { installation } from '#lib/platform/installation.ts';
import { done, failed, type UseCase, useCase } from '#lib/use-case.ts';
import { jwsSigningInput } from '#sdk/protocol/jws.ts';
import { LICENSE_KEY_TYPE } from '#sdk/protocol/license-key.ts';
import { SIGN_WITHIN_MS } from './current-key-store.ts';
import { isListed, isRootOnline, type KeySetStanding } from './key-set-standing.ts';
import { publishChange } from './publish-key-set.ts';
import { isPublished } from './published-keys.ts';
import { foreignRoot, isTrustedRoot, OFFLINE_KEY_SET_DAYS } from './roots.ts';
import { sealedRow } from './sealed-private-key.ts';
import { makeSigningKey, type SigningKey } from './signing-key.ts';

export type RevocationInput = {
  kid: string;
  /** A root that was brought, to sign the key set without the key. Needed only while the root is offline. */
  root?: SigningKey | undefined;
  /** For how long that key set is valid, 1 to 730 days. */
  days?: number | undefined;
};

export type Revocation = {
  kid: string;
  use: 'answer' | 'license';
  /** The key that signs from now on, where it is another than before. */
  successor: string | null;
  /** How many licenses have a license key that the revoked key signed; null when it signed answers. */
  licenses: number | null;
  keySet: KeySetStanding;
};

type RevocationCode = 'not-found' | 'conflict' | 'invalid-input';

/** Beyond `SIGN_WITHIN_MS`: a timer may be early by a millisecond, and clocks do not run at the same pace. */
const MARGIN_MS = 100;

const revokeInTransaction = useCase<RevocationInput, Revocation, RevocationCode>({
  action: 'key.revoke',
  run: async ({ tx, now }, { kid, root = null, days = OFFLINE_KEY_SET_DAYS }) => {
    await lockKeys(tx);
    const rows = await listSigningKeys(tx);
    const row = rows.find((one) => one.kid === kid);
    if (row === undefined) return failed('not-found', `There is no signing key ${kid}.`);
    const { use, state } = row;
    if (use === 'root') {
      return failed('conflict', `${kid} is a root: clients pin it, so that no key set can take it back.`);
    }
    if (state === 'revoked') return failed('conflict', `${kid} is revoked already.`);
    if (root !== null && !isTrustedRoot(rows, root)) return failed('invalid-input', foreignRoot(root));

    const revoked = {
      state: 'revoked',
      retiredAt: row.retiredAt ?? new Date(now),
      privateEncrypted: null,
    } as const;
    await updateSigningKey(tx, kid, revoked);
    const canPublish = root !== null || isRootOnline(rows);
    const succession = { row, rows, canPublish, now };
    const successor = needsSuccessor(succession) ? await succeed(tx, succession) : null;
    if (successor === 'none') {
      return failed(
        'conflict',
        `${kid} signs, no other key is published that could, and the root is offline. ` +
          `Bring it, or the spare: npx leasehold keys revoke ${kid} --root <file>`,
      );
    }
    const { secret } = installation();
    const keySet = await publishChange(tx, { secret, now, root, ...(root !== null && { days }) });
    const licenses = use === 'license' ? await countLicenseKeys(tx, beginningOfLicenseKeys(kid)) : null;
    return done(
      { kid, use, successor, licenses, keySet },
      {
        subject: { type: 'key', id: kid },
        before: { use, state },
        after: { use, state: 'revoked', successor, keySet: keySet.ver },
      },
    );
  },
});

/**
 * Revokes a key that somebody else may hold: nobody here signs with it any more when this resolves, and it is in neither
 * the JWK set nor, if a root is at hand, the key set. A revoked answer key always brings a new key that signs: one no
 * device has seen yet, so that each fetches the key set at its next check, and drops the revoked key. With the root
 * offline and none brought, a published next key takes its place, and the key set waits for a root.
 * Answers `forbidden`, `not-found`, `conflict`, `invalid-input`.
 */
export const revokeKey: UseCase<RevocationInput, Revocation, RevocationCode> = Object.assign(
  async (...[actor, input, call]: Parameters<typeof revokeInTransaction>) => {
    const result = await revokeInTransaction(actor, input, call);
    // Until then a process may rely on what it read before the commit.
    if (result.ok) await sleep(SIGN_WITHIN_MS + MARGIN_MS);
    return result;
  },
  { action: revokeInTransaction.action },
);

type Succession = {
  row: SigningKeyRow;
  /** As they were before. */
  rows: readonly SigningKeyRow[];
  canPublish: boolean;
  now: Instant;
};

function needsSuccessor({ row, canPublish }: Succession): boolean {
  return row.state === 'active' || (canPublish && row.use === 'answer' && isPublished(row));
}

/** Gives the `kid` of the key that signs from now on, or that there can be none. */
async function succeed(tx: Tx, { row, rows, canPublish, now }: Succession): Promise<string> {
  const at = new Date(now);
  const ofUse = (state: SigningKeyRow['state']) =>
    rows.find((one) => one.use === row.use && one.state === state && one.kid !== row.kid);
  if (!canPublish) {
    const next = ofUse('next');
    if (next === undefined || !isListed(await findNewestKeySet(tx), next.kid)) return 'none';
    await updateSigningKey(tx, next.kid, { state: 'active', activatedAt: at });
    return next.kid;
  }
  const former = ofUse('active');
  if (former)
    await updateSigningKey(tx, former.kid, { state: 'retiring', retiredAt: at, privateEncrypted: null });
  const key = await makeSigningKey();
  const sealed = sealedRow(key, installation().secret);
  await insertSigningKeys(tx, [{ ...sealed, use: row.use, state: 'active' }], now);
  return key.jwk.kid;
}

/** A license key begins with its header, and nothing in that differs but the `kid`. */
function beginningOfLicenseKeys(kid: string): string {
  return jwsSigningInput({ typ: LICENSE_KEY_TYPE, kid }, '');
}
