import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { leasehold } from './command.ts';
import { newCustomer, signUp } from './customer.ts';

// What a developer does on a machine without a browser: the device command on a real server.

const main = join(import.meta.dirname, '..', 'sdk', 'device', 'main.ts');

function run(words: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('the device command checks, says how things stand, and finds what is wrong', async ({ page }) => {
  await signUp(page, newCustomer('Device Inc'));
  const origin = new URL(page.url()).origin;
  const made = await page.request.post('/api/v1/licenses', {
    headers: { origin },
    data: {
      kind: 'trial',
      products: ['BlinkID'],
      platforms: ['android'],
      apps: [{ platform: 'android', value: 'com.acme.device' }],
    },
  });
  const { id } = await made.json();
  const { key } = await (await page.request.get(`/api/v1/licenses/${id}/key`)).json();
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-device-'));
  const keyFile = join(folder, 'key');
  const keysFile = join(folder, 'keys.json');
  writeFileSync(keyFile, `${key.slice(0, 60)}\n${key.slice(60)}\n`);
  writeFileSync(keysFile, await leasehold(['keys', 'list', '--json']));
  const common = ['--key-file', keyFile, '--trusted-keys', keysFile, '--store', join(folder, 'store')];
  const product = ['--product', 'BlinkID', '--version', '7.8.1', '--platform', 'android', '--os', '15'];
  const device = (command: string, app = 'com.acme.device', more: string[] = []) =>
    run([command, ...common, ...product, '--app', app, ...more]);

  expect(await device('status')).toMatchObject({ code: 1, out: expect.stringContaining('new') });
  const checked = await device('check', 'com.acme.device', ['--json']);
  expect(checked.code).toBe(0);
  expect(JSON.parse(checked.out)).toMatchObject({ state: 'leased', kind: 'trial' });
  expect(await device('status')).toMatchObject({ code: 0, out: expect.stringContaining('lease until') });
  expect(await device('check', 'com.other.app')).toMatchObject({
    code: 1,
    out: expect.stringContaining('app-not-registered'),
  });

  const well = await device('diagnose');
  expect(well.out).toContain('signed by');
  expect(well.code).toBe(0);
  expect(well.out).not.toContain(key.slice(-40));
  const wrong = await device('diagnose', 'not an identifier');
  expect(wrong).toMatchObject({ code: 1, out: expect.stringContaining('an application ID such as') });
  const foreign = join(folder, 'foreign.json');
  writeFileSync(foreign, '[]');
  const untrusting = await device('diagnose', 'com.acme.device', ['--trusted-keys', foreign]);
  expect(untrusting).toMatchObject({ code: 1, out: expect.stringContaining('not believed') });
  const astray = await device('diagnose', 'com.acme.device', ['--proxy', 'https://127.0.0.1:1']);
  expect(astray).toMatchObject({ code: 1, out: expect.stringContaining('port 1 does not answer') });

  expect(await run(['decode', key])).toMatchObject({ code: 0, out: expect.stringContaining(id) });
  expect(await run(['decode', 'LIC-7F3K-9QXM'])).toMatchObject({
    code: 1,
    out: expect.stringContaining('License ID'),
  });
  expect(await run(['check', '--nonsense'])).toMatchObject({ code: 2 });
  expect(await run(['machine-id', '--platform', 'amiga'])).toMatchObject({ code: 2 });
  rmSync(folder, { recursive: true });
});
