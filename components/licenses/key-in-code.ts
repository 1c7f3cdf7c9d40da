import type { Platform } from '#sdk/protocol/platforms.ts';

const fromEnvironment = {
  head: 'JavaScript',
  lines: [
    '// LEASEHOLD_LICENSE_KEY from the .env file, or from the Kubernetes Secret',
    'const licenseKey = process.env.LEASEHOLD_LICENSE_KEY;',
    "if (!licenseKey) throw new Error('LEASEHOLD_LICENSE_KEY is not set');",
  ],
};

/** The lines that read a downloaded key on each platform. White space and line breaks in it do not count. */
export const KEY_IN_CODE: Record<Platform, { head: string; lines: readonly string[] }> = {
  android: {
    head: 'Kotlin',
    lines: [
      '// the .key file, saved as app/src/main/res/raw/license.key',
      'val licenseKey = resources.openRawResource(R.raw.license)',
      '  .bufferedReader().use { it.readText().trim() }',
    ],
  },
  ios: {
    head: 'Swift',
    lines: [
      '// the .key file, added to the target as license.key',
      'guard let file = Bundle.main.url(forResource: "license", withExtension: "key")',
      'else { fatalError("license.key is not in the bundle") }',
      'let licenseKey = try String(contentsOf: file, encoding: .utf8)',
    ],
  },
  browser: {
    head: 'JavaScript',
    lines: [
      '// the .key file, served beside the page; only registered domains get a lease for it',
      "const answer = await fetch('/license.key');",
      'const licenseKey = (await answer.text()).trim();',
    ],
  },
  linux: fromEnvironment,
  macos: fromEnvironment,
  windows: fromEnvironment,
  'self-hosted': fromEnvironment,
};
