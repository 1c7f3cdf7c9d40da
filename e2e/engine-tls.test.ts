import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificate } from '../bench/certificate.ts';
import { checkFor } from './check-scene.ts';
import { runningTrials } from './engine-app.ts';
import { checkRequest } from './engine-load.ts';
import { endAll, freePort, type RunningApp, refusal, startApp } from './run-app.ts';

// HTTPS of the app itself, by two workers. What is spoken is tested beside lib/platform/http-front.ts.

let parent: string;
let port: number;
let app: RunningApp;
let license: string;

const file = (name: string) => join(parent, name);

function writeCertificate(): void {
  const { cert, key } = makeCertificate(Date.now());
  writeFileSync(file('cert.pem'), cert);
  writeFileSync(file('key.pem'), key, { mode: 0o600 });
}

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'leasehold-engine-tls-'));
  chmodSync(parent, 0o755);
  writeCertificate();
  port = await freePort();
  const tls = { TLS_CERT: file('cert.pem'), TLS_KEY: file('key.pem') };
  app = await startApp({ env: { PORT: `${port}`, DATA_DIR: file('data'), WORKERS: '2', ...tls } });
  [license = ''] = await runningTrials(file('data'), 1);
});

afterAll(async () => {
  await endAll();
  rmSync(parent, { recursive: true, force: true });
});

async function headersOf(path: string, method = 'GET', body = '') {
  const headers = body === '' ? {} : { 'content-type': 'application/json' };
  const asked = request({ port, path, method, headers, rejectUnauthorized: false }).end(body);
  const [answer] = await once(asked, 'response');
  answer.resume();
  return { status: answer.statusCode, headers: answer.headers };
}

async function open(session?: Buffer): Promise<TLSSocket> {
  const options = { port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false };
  const socket = connect({ ...options, maxVersion: 'TLSv1.2', ...(session && { session }) });
  await once(socket, 'secureConnect');
  return socket;
}

test('pages and the API tell browsers to stay with HTTPS, and a check has no header for it', async () => {
  for (const path of ['/', '/api/v1/me', '/.well-known/jwks.json']) {
    expect((await headersOf(path)).headers['strict-transport-security']).toBe('max-age=31536000');
  }
  const check = await headersOf('/api/v1/validate', 'POST', JSON.stringify(checkFor(license)));
  expect(check.status).toBe(200);
  expect(check.headers['strict-transport-security']).toBeUndefined();
  expect(app.output()).toContain(`Leasehold is ready at https://localhost:${port}\n`);
});

test('a session made with one worker is resumed by the other', async () => {
  const first = await open();
  const session = first.getSession();
  first.destroy();
  const reused: boolean[] = [];
  const sockets = await Promise.all(Array.from({ length: 40 }, () => open(session)));
  for (const socket of sockets) {
    reused.push(socket.isSessionReused());
    socket.destroy();
  }
  expect(reused.filter((is) => !is)).toEqual([]);
});

test('a new certificate is taken up by both workers while connections go on with the old one', async () => {
  const kept = await Promise.all(Array.from({ length: 16 }, () => open()));
  const serial = async () => {
    const socket = await open();
    const { serialNumber } = socket.getPeerCertificate();
    socket.destroy();
    return serialNumber;
  };
  const old = await serial();
  writeCertificate();
  const serials = async () => [...new Set(await Promise.all(Array.from({ length: 16 }, serial)))];
  await expect
    .poll(async () => (await serials()).includes(old), { timeout: 20_000, interval: 250 })
    .toBe(false);
  expect(await serials()).toHaveLength(1);
  for (const socket of kept) {
    socket.write(checkRequest(checkFor(license)));
    const [data] = await once(socket, 'data');
    expect(String(data)).toMatch(/^HTTP\/1\.1 200 OK/);
    socket.destroy();
  }
  expect(await app.end()).toBe(0);
});

test('a certificate that cannot be used is said in one line, also with several workers', async () => {
  writeFileSync(file('key.pem'), makeCertificate(Date.now()).key);
  const tls = { TLS_CERT: file('cert.pem'), TLS_KEY: file('key.pem') };
  const { code, lines } = await refusal({
    env: { PORT: `${port}`, DATA_DIR: file('data'), WORKERS: '2', ...tls },
  });
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(
      /^TLS_CERT is ".*" and TLS_KEY ".*"; they must be a certificate and its private key/,
    ),
  ]);
});
