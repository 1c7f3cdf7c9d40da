import type { Platform } from '#sdk/protocol/platforms.ts';

/** One realistic device for each platform, and the label of its field in the form. */
export const SEVEN_PLATFORMS: readonly {
  platform: Platform;
  checkbox: string;
  field: string;
  app: string;
  os: string;
}[] = [
  {
    platform: 'android',
    checkbox: 'Android',
    field: 'Android, application ID',
    app: 'com.acme.onboarding',
    os: '15',
  },
  { platform: 'ios', checkbox: 'iOS', field: 'iOS, bundle ID', app: 'com.acme.Onboarding', os: '18.1' },
  {
    platform: 'browser',
    checkbox: 'Browser',
    field: 'Browser, domain',
    app: 'id.acme.com',
    os: 'Chrome 142',
  },
  {
    platform: 'linux',
    checkbox: 'Linux',
    field: 'Linux, machine ID',
    app: 'b08dfa6083e7567a1921a715000001fb',
    os: '6.12',
  },
  {
    platform: 'macos',
    checkbox: 'macOS',
    field: 'macOS, hardware UUID',
    app: '564D2F3B-1C4E-4A9B-9F5E-6D0A7B8C9D10',
    os: '26.1',
  },
  {
    platform: 'windows',
    checkbox: 'Windows',
    field: 'Windows, product ID',
    app: '00330-80000-00000-AA123',
    os: '11 24H2',
  },
  {
    platform: 'self-hosted',
    checkbox: 'Self-hosted',
    field: 'Self-hosted, issued ID or machine',
    app: '',
    os: 'Debian 13',
  },
];
