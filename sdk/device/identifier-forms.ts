import type { Platform } from '../protocol/platforms.ts';

const MACHINE = [
  '[0-9a-fA-F]{32}',
  '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  '[0-9A-Za-z]{5}(-[0-9A-Za-z]{5}){3}',
];

/** The form of an identifier by platform (wire.md section 5), and how to say it. */
export const IDENTIFIER_FORMS: Readonly<Record<Platform, { form: RegExp; says: string }>> = {
  android: { form: /^[A-Za-z]\w*(\.[A-Za-z]\w*)+(:\w+)?$/, says: 'an application ID such as com.acme.app' },
  ios: { form: /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/, says: 'a bundle ID such as com.acme.app' },
  browser: {
    form: /^([a-z0-9-]+(\.[a-z0-9-]+)*|\[::1\])$/i,
    says: 'a domain such as app.acme.com, without https://',
  },
  linux: { form: exactly(MACHINE[0]), says: 'the 32 hex digits of /etc/machine-id' },
  macos: { form: exactly(MACHINE[1]), says: 'the hardware UUID' },
  windows: { form: exactly(MACHINE[2]), says: 'the Windows Product ID' },
  'self-hosted': {
    form: exactly('APP-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}', ...MACHINE),
    says: 'an ID that the dashboard issued, APP-XXXX-XXXX',
  },
};

function exactly(...forms: (string | undefined)[]): RegExp {
  return new RegExp(`^(${forms.join('|')})$`);
}
