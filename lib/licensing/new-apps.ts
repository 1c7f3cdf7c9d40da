import { randomBytes } from 'node:crypto';
import { matchKey, normalizeIdentifier } from '#lib/domain/identifiers.ts';
import type { LicenseKind } from '#lib/domain/license.ts';
import { isPublicSuffix } from '#lib/platform/public-suffix.ts';
import type { InputError } from '#lib/use-case.ts';
import { formatIssuedAppId } from '#sdk/protocol/issued-app-id.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

/** An identifier as asked for: without a value, `self-hosted` is issued one. */
export type AskedApp = { platform: Platform; value?: string | undefined; environment?: string | undefined };
export type ReadApp = { platform: Platform; value: string; matchKey: string; environment: string | null };

/**
 * Reads the identifiers of an input: each in the form it is stored in, or what is wrong with it by its pointer.
 * `pointer` gives the pointer of the one at an index.
 */
export function readApps(
  asked: readonly AskedApp[],
  kind: LicenseKind,
  pointer: (index: number) => string,
): { apps: ReadApp[]; errors: InputError[] } {
  const apps: ReadApp[] = [];
  const errors: InputError[] = [];
  for (const [index, { platform, value, environment }] of asked.entries()) {
    const text = value?.trim() ?? '';
    if (text === '' && platform !== 'self-hosted') {
      errors.push({ pointer: `${pointer(index)}/value`, detail: 'An identifier is needed here.' });
      continue;
    }
    const read =
      text === ''
        ? { ok: true as const, value: formatIssuedAppId(randomBytes(5)) }
        : normalizeIdentifier(platform, text, { isPublicSuffix, kind });
    if (!read.ok) {
      errors.push({ pointer: `${pointer(index)}/value`, detail: read.message });
      continue;
    }
    const key = matchKey(platform, read.value);
    apps.push({ platform, value: read.value, matchKey: key, environment: environment ?? null });
  }
  return { apps, errors };
}
