import { IDENTIFIER_HELP } from '#lib/domain/identifier-help.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { PLATFORM_WORDS } from './platform-words.ts';

/** "Android, application ID". */
export function identifierLabel(platform: Platform): string {
  const { label } = IDENTIFIER_HELP[platform];
  return `${PLATFORM_WORDS[platform].name}, ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}
