import 'server-only';
import { headers } from 'next/headers';
import { installation } from '#lib/platform/installation.ts';
import { listLetters, readLetter, type WrittenLetter } from '#lib/platform/mail-folder.ts';
import { peerOf } from '#lib/platform/peer.ts';
import { isLoopbackHost } from '#lib/platform/variables.ts';

export type { WrittenLetter };

/**
 * Whether this request may see the mail that is written to files: it comes from this machine to this machine, by
 * APP_URL, Host and peer, and nobody forwarded it. Mail holds links that sign people in.
 */
async function isShown(): Promise<boolean> {
  const { config } = installation();
  if (config.smtpUrl !== null || !config.isLoopback) return false;
  const asked = await headers();
  const peer = peerOf(asked);
  const host = hostOf(asked.get('host') ?? '');
  return peer !== null && !peer.isForwarded && isLoopbackHost(peer.address) && isLoopbackHost(host);
}

function hostOf(header: string): string {
  return /^[\w.:[\]-]+$/.test(header) ? (URL.parse(`http://${header}`)?.hostname ?? '') : '';
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
