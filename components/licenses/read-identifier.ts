import { matchKey, normalizeIdentifier } from '#lib/domain/identifiers.ts';
import type { LicenseKind } from '#lib/domain/license.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

/** What a field for an identifier says about what is in it. */
export type IdentifierReading =
  | { kind: 'empty' }
  /** Left empty on purpose: the server issues one. */
  | { kind: 'issued' }
  | { kind: 'fine'; value: string; note: string | null; isChanged: boolean }
  | { kind: 'wrong'; message: string; suggestion: string | null };

/** Reads an identifier as the server will; only public suffixes are left to it, since their list is long. */
export function readIdentifier(platform: Platform, typed: string, kind: LicenseKind): IdentifierReading {
  if (typed.trim() === '') return platform === 'self-hosted' ? { kind: 'issued' } : { kind: 'empty' };
  const read = normalizeIdentifier(platform, typed, { kind, isPublicSuffix: (host) => !host.includes('.') });
  if (!read.ok) return { kind: 'wrong', message: read.message, suggestion: read.suggestion };
  return { kind: 'fine', value: read.value, note: read.note, isChanged: read.value !== typed };
}

/** The same, with what is already registered or typed elsewhere: saying it twice is a mistake. */
export function readAmong(
  platform: Platform,
  typed: string,
  { kind, others }: { kind: LicenseKind; others: readonly { platform: Platform; value: string }[] },
): IdentifierReading {
  const reading = readIdentifier(platform, typed, kind);
  if (reading.kind !== 'fine') return reading;
  const key = matchKey(platform, reading.value);
  const twice = others.some(
    (other) => other.platform === platform && matchKey(platform, other.value) === key,
  );
  return twice
    ? { kind: 'wrong', message: `${reading.value} is already in the list.`, suggestion: null }
    : reading;
}
