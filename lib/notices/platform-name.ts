import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';

const NAMES: Readonly<Record<Platform, string>> = {
  android: 'Android',
  ios: 'iOS',
  browser: 'Browser',
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
  'self-hosted': 'Self-hosted',
};

/** How mails write a platform; the text itself where it is none that is known. */
export function platformName(text: string): string {
  const known = PLATFORMS.find((platform) => platform === text);
  return known ? NAMES[known] : text;
}
