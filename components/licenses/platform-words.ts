import type { Platform } from '#sdk/protocol/platforms.ts';

/** How pages write each platform, and an operating system a check from it could name. */
export const PLATFORM_WORDS: Record<Platform, { name: string; exampleOs: string }> = {
  android: { name: 'Android', exampleOs: '15' },
  ios: { name: 'iOS', exampleOs: '18.1' },
  browser: { name: 'Browser', exampleOs: 'Chrome 131' },
  linux: { name: 'Linux', exampleOs: 'Debian 12' },
  macos: { name: 'macOS', exampleOs: '15.1' },
  windows: { name: 'Windows', exampleOs: '11' },
  'self-hosted': { name: 'Self-hosted', exampleOs: 'Debian 12' },
};

/** The platform's name, or the text itself where a device sent something else. */
export function platformName(text: string): string {
  for (const [platform, words] of Object.entries(PLATFORM_WORDS)) if (platform === text) return words.name;
  return text;
}
