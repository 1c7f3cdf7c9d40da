import 'server-only';
import { headers } from 'next/headers';
import { installation } from '#lib/platform/installation.ts';
import { isLocalRequest } from '#lib/platform/is-local-request.ts';
import { listLetters, readLetter, type WrittenLetter } from '#lib/platform/mail-folder.ts';
import { peerOf } from '#lib/platform/peer.ts';

export type { WrittenLetter };

/**
 * Whether this request may see the mail that is written to files: it comes from this machine to this machine, by
 * APP_URL, Host and peer, and nobody forwarded it. Mail holds links that sign people in.
 */
async function isShown(): Promise<boolean> {
  const { config } = installation();
  if (config.smtpUrl !== null) return false;
  const asked = await headers();
  return isLocalRequest({ config, peer: peerOf(asked), host: asked.get('host') });
}

/** Where the mail can be read, or null where it cannot be. */
export async function mailHref(): Promise<string | null> {
  return (await isShown()) ? '/mail' : null;
}

/** The letters on this machine, newest first; null to whoever may not see them. */
export async function letters(): Promise<WrittenLetter[] | null> {
  return (await isShown()) ? listLetters(installation().dataDir) : null;
}

/** One letter; null when there is none of that name, or for whoever may not see it. */
export async function letter(name: string): Promise<WrittenLetter | null> {
  return (await isShown()) ? readLetter(installation().dataDir, name) : null;
}
