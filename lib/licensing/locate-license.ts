import type { Tx } from '#db/client.ts';
import { findUnsafeLicenseTeam } from '#db/queries/licenses.ts';
import { type Failure, failed } from '#lib/use-case.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';

/** No License ID: nothing is found under it. */
const NOBODYS = '';

/** The License ID in its written form. What is none names nothing, and is not even looked for. */
export function licenseIdOf(given: string): string {
  return parseLicenseId(given) ?? NOBODYS;
}

/** Which team the license of an input belongs to; null when there is none. */
export async function locateLicense(
  tx: Tx,
  { id: given }: { id: string },
): Promise<{ teamId: string; subject: { type: 'license'; id: string } } | null> {
  const id = licenseIdOf(given);
  const found = await findUnsafeLicenseTeam(tx, id);
  return found && { ...found, subject: { type: 'license', id } };
}

/** Answers `stale-version` when `If-Match` was sent and names no version that holds now. */
export function staleVersion(
  ifMatch: readonly string[] | null,
  version: number,
  what = 'This license',
): Failure<'stale-version'> | null {
  if (ifMatch === null || ifMatch.includes('*') || ifMatch.includes(String(version))) return null;
  return failed(
    'stale-version',
    `${what} was changed in the meantime: it is at version ${version}. Read it again, then repeat your change.`,
  );
}

/** A use case located the license's team, so the license was there a moment ago; and licenses are never deleted. */
export function located<T>(row: T | null): T {
  if (row === null) throw new Error('a license that was located is gone');
  return row;
}

/** The team as `locate` found it; its absence is a bug in the use case's definition. */
export function teamOf(teamId: string | null): string {
  if (teamId === null) throw new Error('this use case located no team');
  return teamId;
}
