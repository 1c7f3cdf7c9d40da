import { describe, expect, test } from 'vitest';
import type { License, ListedLicense } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import { checkCommand, exampleCheck, freshNonce } from './check-command.ts';
import { KEY_FILES, maskedKey } from './key-files.ts';
import { csvField, licensesCsv } from './licenses-csv.ts';

const license: License = {
  id: 'LIC-7F3K-9QXM',
  kind: 'trial',
  name: '=HYPERLINK("https://evil.example")',
  team: 'acme',
  licensee: "Acme's Inc",
  products: ['BlinkID', 'BlinkCard'],
  platforms: ['browser'],
  apps: [{ id: '4c0f5a3e-8a55-4a19-9d6a-2f3f0c1d5a11', platform: 'browser', value: '*.acme.com' }],
  state: 'active',
  stateReason: null,
  stateSince: null,
  stateUntil: null,
  startsAt: '2026-10-28T14:05:00.000Z',
  endsAt: '2026-11-27T14:05:00.000Z',
  leaseSeconds: 3600,
  graceSeconds: 86400,
  retrySeconds: 300,
  agreement: null,
  replacedBy: null,
  keyCopiedAt: null,
  createdAt: '2026-10-28T14:05:00.000Z',
  createdBy: '4c0f5a3e-8a55-4a19-9d6a-2f3f0c1d5a12',
  version: 1,
};
const product = (name: string, platforms: Product['platforms']): Product => ({
  name,
  formerNames: [],
  description: '',
  platforms,
  currentVersion: '7.8.1',
  docsUrl: null,
  position: 1,
  leaseSeconds: 1,
  graceSeconds: 1,
  retrySeconds: 1,
  trialLeaseSeconds: 1,
  trialGraceSeconds: 1,
  retiredAt: null,
  version: 1,
});

describe('the command for a first check', () => {
  const check = exampleCheck(license, [product('BlinkID', ['ios']), product('BlinkCard', ['browser'])]);

  test('asks with a product that runs where the identifier does, and a host that its pattern covers', () => {
    expect(check).toMatchObject({
      app: 'app.acme.com',
      product: 'BlinkCard',
      version: '7.8.1',
      platform: 'browser',
    });
  });
  test('carries JSON that no licensee can break out of', () => {
    if (check === null) throw new Error('The license has an identifier');
    const command = checkCommand('http://localhost:3000', check, 'b2Zt3xY0qkP1n8Zw');
    const body = /-d '([^']*)'$/s.exec(command)?.[1] ?? '';
    expect(JSON.parse(body)).toEqual({ ...check, nonce: 'b2Zt3xY0qkP1n8Zw' });
  });
  test('has a nonce of 16 base64url characters, another each time', () => {
    expect(freshNonce()).toMatch(/^[A-Za-z0-9_-]{16}$/);
    expect(freshNonce()).not.toBe(freshNonce());
  });
  test('is missing while nothing is registered', () =>
    expect(exampleCheck({ ...license, apps: [] }, [])).toBeNull());
});

describe('the key', () => {
  const of = {
    id: license.id,
    licensee: license.licensee,
    products: license.products,
    key: 'eyJh.abc.X_4d',
    fingerprint: '9c41',
  };
  test('is written whole into each kind of file', () => {
    for (const file of KEY_FILES) expect(file.text(of)).toContain(of.key);
  });
  test('is never shown whole when masked', () => {
    expect(maskedKey('eyJhbGciOiJFZERTQSJ9.abc.X_4d2tCg', { start: 4, end: 4 })).toBe('eyJh••••2tCg');
    expect(maskedKey('short', { start: 4, end: 4 })).toBe('••••');
  });
});

describe('the CSV of licenses', () => {
  test('keeps formulas text and quotes what CSV would read', () => {
    expect(csvField('=1+1')).toBe(`"'=1+1"`);
    expect(csvField('a "b", c')).toBe('"a ""b"", c"');
  });
  test('has a line for each license, ended by CRLF', () => {
    const listed: ListedLicense = { ...license, lastCheckAt: null };
    const lines = licensesCsv([listed, listed]).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
  });
});
