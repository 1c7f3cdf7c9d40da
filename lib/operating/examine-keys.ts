import { existsSync } from 'node:fs';
import type { Handle } from '#db/client.ts';
import { listSigningKeys } from '#db/queries/keys.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { KEY_SET_WARNING_MS, keySetStanding } from '#lib/keys/key-set-standing.ts';
import { openKeyStore } from '#lib/keys/open-key-store.ts';
import { BRING_A_ROOT } from '#lib/keys/roots.ts';
import { spareRootPath } from '#lib/keys/spare-root-file.ts';
import { installation } from '#lib/platform/installation.ts';
import { StartRefused } from '#lib/platform/start-refused.ts';
import { type Finding, fine, warning, wrong } from './finding.ts';

/** The signing keys, the key set that devices fetch, and the spare root's file. */
export async function examineKeys(handle: Handle, now: Instant): Promise<Finding[]> {
  const { secret, dataDir } = installation();
  if ((await listSigningKeys(handle)).length === 0)
    return [warning('keys', 'There are none yet; the first start makes them.')];
  const findings: Finding[] = [];
  try {
    await openKeyStore({ handle, secret });
    findings.push(fine('keys', 'the signing keys can be opened'));
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    findings.push(wrong('keys', error.message));
  }
  findings.push(await examineKeySet(handle, now));
  const spare = spareRootPath(dataDir);
  if (existsSync(spare)) {
    findings.push(
      warning(
        'spare root',
        `Its private part still lies in ${spare}. Carry it off-line and delete the file.`,
      ),
    );
  }
  return findings;
}

async function examineKeySet(handle: Handle, now: Instant): Promise<Finding> {
  const { ver, endsAt, isCurrent, isRootOnline } = await keySetStanding(handle);
  const remedy = isRootOnline ? 'Start the server.' : BRING_A_ROOT;
  const leftMs = Date.parse(endsAt) - now;
  const left = `key set ${ver} ends in ${Math.max(0, Math.floor(leftMs / DAY_MS))} days`;
  if (leftMs <= 0) return wrong('key set', `${left}: devices that need a new one get none. ${remedy}`);
  if (!isCurrent) return warning('key set', `Keys were changed that no key set lists. ${remedy}`);
  if (leftMs < KEY_SET_WARNING_MS) return warning('key set', `${left}. ${remedy}`);
  return fine('key set', left);
}
