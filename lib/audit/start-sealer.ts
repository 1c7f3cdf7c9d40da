import { setTimeout as sleep } from 'node:timers/promises';
import type { Handle } from '#db/client.ts';
import type { SigningKey } from '#lib/keys/signing-key.ts';
import { log } from '#lib/platform/log.ts';
import { auditKey } from './audit-key.ts';
import { headFilePath } from './head-file.ts';
import { type HeadKept, keepHeadFile } from './keep-head-file.ts';
import { sealAudit } from './seal-audit.ts';

/** How long an entry waits, when no older transaction runs. */
const PAUSE_MS = 2_000;

export type SealerOptions = { handle: Handle; secret: string; dataDir: string };

export type Sealer = {
  /** Resolves when what was under way is done. */
  stop(): Promise<void>;
};

/** Seals the audit log every two seconds until stopped. Every server does; the database lets one at a time. */
export async function startSealer({ handle, secret, dataDir }: SealerOptions): Promise<Sealer> {
  const key = await auditKey(secret);
  const end = new AbortController();
  const sealing = keepSealing({ handle, key, dataDir }, end.signal);
  return {
    stop: () => {
      end.abort();
      return sealing;
    },
  };
}

type Sealing = { handle: Handle; key: SigningKey; dataDir: string };

async function keepSealing(sealing: Sealing, end: AbortSignal): Promise<void> {
  // What goes on being wrong is said once, and again after it was well.
  let said = '';
  const say = (text: string, write: () => void) => {
    if (text !== said && text !== '') write();
    said = text;
  };
  while (!end.aborted) {
    try {
      await sealAudit({ ...sealing, now: Date.now() });
      tell(await keepHeadFile(sealing), sealing.dataDir, say);
    } catch (error) {
      say('failed', () => log.warn({ err: error }, 'the audit log cannot be sealed now; trying again'));
    }
    await sleep(PAUSE_MS, undefined, { signal: end, ref: false }).catch(() => undefined);
  }
}

function tell(kept: HeadKept, dataDir: string, say: (text: string, write: () => void) => void): void {
  if (kept.did !== 'refused') say('', () => undefined);
  if (kept.did === 'written')
    log.info({ position: kept.position, head: kept.jws }, 'the audit log was sealed');
  if (kept.did === 'refused') {
    const file = headFilePath(dataDir);
    say(kept.says, () =>
      log.error(
        { file },
        `The audit log is not what ${file} vouches for: ${kept.says}. Run: npx leasehold audit verify`,
      ),
    );
  }
}
