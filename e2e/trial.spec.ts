import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { leasehold } from './command.ts';
import { newCustomer, signUp } from './customer.ts';
import { hasOpenssl, opensslVerifies } from './openssl.ts';
import { SEVEN_PLATFORMS } from './seven-platforms.ts';

test('a new customer signs up, makes a trial on seven platforms, and every platform gets a signed lease', async ({
  page,
  baseURL,
}) => {
  const origin = baseURL ?? '';
  const customer = await signUp(page, newCustomer());

  await page.getByRole('link', { name: 'Create a trial' }).click();
  await page.getByRole('checkbox', { name: /^BlinkID(?! Verify)/ }).check();
  for (const { checkbox } of SEVEN_PLATFORMS)
    await page.getByRole('checkbox', { name: checkbox, exact: true }).check();
  for (const { field, app } of SEVEN_PLATFORMS) if (app) await page.getByLabel(field).fill(app);
  await page.getByRole('button', { name: 'Create trial' }).click();
  await expect(page.getByText('Waiting for your first check')).toBeVisible();
  const id = /LIC-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page.url())?.[0] ?? '';

  const license = await (await page.request.get(`/api/v1/licenses/${id}`)).json();
  const devices = SEVEN_PLATFORMS.map((device) => ({
    ...device,
    app:
      device.app ||
      license.apps.find(({ platform }: { platform: string }) => platform === device.platform).value,
  }));
  const checkFor = ({ app, platform, os }: (typeof devices)[number]) => ({
    license: id,
    licensee: customer.team,
    app,
    product: 'BlinkID',
    version: '7.8.1',
    platform,
    os,
    nonce: randomBytes(12).toString('base64url'),
  });
  const send = (check: object, headers: Record<string, string> = {}) =>
    fetch(`${origin}/api/v1/validate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(check),
    });

  const jwks = createRemoteJWKSet(new URL('/.well-known/jwks.json', origin));
  const { keys } = await (await fetch(`${origin}/.well-known/jwks.json`)).json();
  const sizes: number[] = [];
  for (const device of devices) {
    const check = checkFor(device);
    sizes.push(Buffer.byteLength(JSON.stringify(check)));
    const response = await send(check);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/jwt');
    const jws = await response.text();
    expect(Buffer.byteLength(jws)).toBeLessThanOrEqual(500);
    const { payload, protectedHeader } = await jwtVerify(jws, jwks, {
      typ: 'lease+jwt',
      algorithms: ['EdDSA'],
    });
    expect(payload).toMatchObject({
      sub: id,
      app: check.app,
      prd: 'BlinkID',
      plt: check.platform,
      nonce: check.nonce,
      grace: 86_400,
      kind: 'trial',
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    const { x } = keys.find(({ kid }: { kid: string }) => kid === protectedHeader.kid);
    if (hasOpenssl()) {
      expect(opensslVerifies(jws, x)).toBe(true);
      expect(
        opensslVerifies(
          jws.replace(/.(?=\.[^.]+$)/, (last) => (last === 'A' ? 'B' : 'A')),
          x,
        ),
      ).toBe(false);
    }
  }
  expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThanOrEqual(185);

  await expect(page.getByText('First check received')).toBeVisible();
  const leases = await (await page.request.get(`/api/v1/licenses/${id}/leases`)).json();
  expect(leases.items.map(({ running }: { running: number }) => running)).toEqual([1, 1, 1, 1, 1, 1, 1]);

  const [android] = devices;
  if (!android) throw new Error('no device');
  const answer = async (changes: object) => {
    const response = await send({ ...checkFor(android), ...changes }, { accept: 'application/json' });
    const body = await response.json();
    return body.outcome ? `${body.outcome} ${body.claims.reason}` : `${response.status} ${body.code}`;
  };
  expect(await answer({ app: 'com.acme.onboarding.debug' })).toBe('refusal app-not-registered');
  expect(await answer({ product: 'BlinkCard' })).toBe('refusal product-not-covered');
  expect(await answer({ licensee: 'ACME Inc.' })).toBe('refusal licensee-mismatch');
  expect(await answer({ license: 'LIC-0000-0000' })).toBe('refusal license-unknown');
  expect(await answer({ device: 'Pixel 9' })).toBe('400 unexpected-member');
  expect(await answer({ licensee: 'A'.repeat(3072) })).toBe('413 too-large');

  await leasehold(['license', 'lock', id, '--reason', 'Your key seems to be public.']);
  expect(await answer({})).toBe('lock license-locked');
  await leasehold(['license', 'unlock', id, '--note', 'Key replaced.']);
  expect(await answer({})).toBe('lease undefined');
});

test('a platform that the trial does not cover is refused', async ({ page }) => {
  const customer = await signUp(page, newCustomer('Platform Inc'));
  const made = await page.request.post('/api/v1/licenses', {
    headers: { origin: new URL(page.url()).origin },
    data: {
      kind: 'trial',
      products: ['BlinkID'],
      platforms: ['android'],
      apps: [{ platform: 'android', value: 'com.acme.app' }],
    },
  });
  const { id } = await made.json();
  const check = {
    license: id,
    licensee: customer.team,
    app: 'com.acme.app',
    product: 'BlinkID',
    version: '7.8.1',
    platform: 'ios',
    os: '18.1',
    nonce: 'b2Zt3xY0qkP1n8Zw',
  };
  const response = await page.request.post('/api/v1/validate', {
    headers: { accept: 'application/json' },
    data: check,
  });
  expect((await response.json()).claims.reason).toBe('platform-not-covered');
});
