import type { Platform } from '#sdk/protocol/platforms.ts';

/** What a form says about a platform's identifiers: what they are called, where to find them, how they are compared. */
export type IdentifierHelp = {
  /** The field's label, without the platform's name. */
  label: string;
  /** Where a developer finds it. Words between backquotes are code. */
  where: string;
  /** One that is valid and already in its canonical form. */
  example: string;
  /** What the empty field shows. */
  placeholder: string;
  /** Lines of source, or a command with its output, that show it in its place. */
  code: readonly string[];
  /** How a request is compared with it, as said beside a value that is fine. */
  compared: string;
  /** A valid pattern with what it covers; null where patterns are not allowed. */
  pattern: { value: string; covers: string } | null;
};

/** The help for each platform's field. Every example and pattern is valid as it stands. */
export const IDENTIFIER_HELP: Record<Platform, IdentifierHelp> = {
  android: {
    label: 'Application ID',
    where:
      'In `app/build.gradle.kts`, under `defaultConfig`. It is what the store shows in the address of your app. Build types and flavors may add a suffix, such as `.debug`: register that too.',
    example: 'com.acme.app',
    placeholder: 'com.acme.app',
    code: ['android {', '  defaultConfig {', '    applicationId = "com.acme.app"', '    minSdk = 24'],
    compared: 'Compared exactly, upper and lower case too.',
    pattern: {
      value: 'com.acme.*',
      covers: 'Exactly one last segment: com.acme.app, not com.acme.app.debug.',
    },
  },
  ios: {
    label: 'Bundle ID',
    where:
      'In Xcode, select the target, then Signing & Capabilities: Bundle Identifier. Each target has its own.',
    example: 'com.acme.ios',
    placeholder: 'com.acme.ios',
    code: ['// in the running app', 'print(Bundle.main.bundleIdentifier ?? "")', '// com.acme.ios'],
    compared: 'Compared without case.',
    pattern: {
      value: 'com.acme.*',
      covers: 'Exactly one last segment: com.acme.ios, not com.acme.ios.share.',
    },
  },
  browser: {
    label: 'Domain',
    where:
      'What the address bar shows between `https://` and the next slash on the page that scans. In a frame it is the domain of the framed page.',
    example: 'id.acme.com',
    placeholder: 'id.acme.com',
    code: ['// in the console of the page', 'location.hostname', '// "id.acme.com"'],
    compared: 'Compared without case, scheme, port and path.',
    pattern: { value: '*.acme.com', covers: 'Every depth below acme.com, not acme.com itself.' },
  },
  linux: {
    label: 'Machine ID',
    where:
      'On the machine itself, in the file `/etc/machine-id`. A container has its own or none: mount the file of its host read-only.',
    example: '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b',
    placeholder: '32 hex digits',
    code: ['$ cat /etc/machine-id', '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b'],
    compared: 'Compared without case.',
    pattern: null,
  },
  macos: {
    label: 'Hardware UUID',
    where:
      'In System Information, under Hardware; or with this command in Terminal. It is not the serial number.',
    example: '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B',
    placeholder: '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B',
    code: [
      '$ ioreg -rd1 -c IOPlatformExpertDevice | grep IOPlatformUUID',
      '      "IOPlatformUUID" = "6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B"',
    ],
    compared: 'Compared without case.',
    pattern: null,
  },
  windows: {
    label: 'Product ID',
    where:
      'In Settings, under System, About: Product ID; or with this command in PowerShell. It is not the product key, which nobody else should see.',
    example: '00330-80000-00000-AA123',
    placeholder: '00330-80000-00000-AA123',
    code: [
      "PS> (Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion').ProductId",
      '00330-80000-00000-AA123',
    ],
    compared: 'Compared without case.',
    pattern: null,
  },
  'self-hosted': {
    label: 'Issued ID or machine',
    where:
      'Issue an ID here and put it into the server’s configuration; or register the machine: the machine ID of Linux, the hardware UUID of a Mac, the Product ID of Windows.',
    example: 'APP-4T8N-W0RA',
    placeholder: 'APP-4T8N-W0RA',
    code: ['# what the server sends as its application identifier', 'APP-4T8N-W0RA'],
    compared: 'Compared without case.',
    pattern: null,
  },
};
