import { normalizeIdentifier } from '#lib/domain/identifiers.ts';
import type { LicenseFacts, RegisteredApp } from '#lib/domain/license.ts';
import { isPublicSuffix } from '#lib/platform/public-suffix.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

/**
 * What could be registered so that a refused identifier matches from the next check on, or null: it is none of its
 * platform, or the license does not cover the platform.
 */
export function registrableApp(
  { kind, platforms }: Pick<LicenseFacts, 'kind' | 'platforms'>,
  platform: Platform,
  app: string,
): RegisteredApp | null {
  if (!platforms.includes(platform)) return null;
  const read = normalizeIdentifier(platform, app, { isPublicSuffix, kind });
  return read.ok ? { platform, value: read.value } : null;
}
