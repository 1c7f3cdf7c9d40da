import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCertificate } from '../../bench/certificate.ts';
import { claimPort, type Front } from './http-front.ts';

const EVERY_MS = 20;
/** Long enough for the files to be looked at several times. */
const LOOKED_MS = 10 * EVERY_MS;

let folder: string;
let port: number;
let front: Front;
let sockets: TLSSocket[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leasehold-tls-'));
  sockets = [];
  write(makeCertificate(Date.now()));
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  port = (probe.address() as AddressInfo).port;
  probe.close();
  await once(probe, 'close');
  front = await claimPort({
    host: 'localhost',
    port,
    tls: files(),
    routes: new Map([['/', (_, response) => void response.end('here')]]),
    certificateEveryMs: EVERY_MS,
  });
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await front.close({ atOnce: true });
  rmSync(folder, { recursive: true, force: true });
});

const files = () => ({ certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') });

function write({ cert, key }: { cert?: string; key?: string }): void {
  if (cert !== undefined) writeFileSync(files().certFile, cert);
  if (key !== undefined) writeFileSync(files().keyFile, key);
}

async function open(options: ConnectionOptions = {}, host = '127.0.0.1'): Promise<TLSSocket> {
  const socket = connect({ port, host, servername: 'localhost', rejectUnauthorized: false, ...options });
  sockets.push(socket);
  await once(socket, 'secureConnect');
  return socket;
}

async function ask(socket: TLSSocket): Promise<string> {
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [data] = await once(socket, 'data');
  return String(data);
}

const serialOf = (socket: TLSSocket) => socket.getPeerCertificate().serialNumber;
const newSerial = async (host?: string) => serialOf(await open({}, host));

test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s is spoken', async (version) => {
  const socket = await open({ minVersion: version, maxVersion: version });
  expect(socket.getProtocol()).toBe(version);
  expect(await ask(socket)).toContain('here');
});

test.each(['TLSv1', 'TLSv1.1'] as const)('%s is refused', async (version) => {
  const old = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' };
  await expect(open(old)).rejects.toThrow(/protocol version/);
});

test.each(['ECDHE-ECDSA-AES128-SHA256', 'ECDHE-ECDSA-AES256-SHA'])(
  '%s is refused: its encryption is not authenticated',
  async (ciphers) => {
    await expect(open({ maxVersion: 'TLSv1.2', ciphers })).rejects.toThrow(/handshake failure/);
  },
);

test.each([
  ['TLSv1.3', 'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256', 'TLS_AES_128_GCM_SHA256'],
  ['TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256', 'TLS_CHACHA20_POLY1305_SHA256'],
  ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-GCM-SHA256'],
] as const)('with %s of %s the server takes %s', async (maxVersion, ciphers, taken) => {
  const socket = await open({ maxVersion, ciphers });
  expect(socket.getCipher().name).toBe(taken);
});

test('HTTP/1.1 is what it speaks, also to who would rather speak HTTP/2', async () => {
  const socket = await open({ ALPNProtocols: ['h2', 'http/1.1'] });
  expect(socket.alpnProtocol).toBe('http/1.1');
});

test('a new certificate is taken up at both addresses, and a connection made before goes on', async () => {
  const before = await open();
  expect(await ask(before)).toContain('here');
  const old = serialOf(before);
  write(makeCertificate(Date.now()));
  await expect.poll(() => newSerial()).not.toBe(old);
  expect(await newSerial('::1')).toBe(await newSerial());
  expect(await ask(before)).toContain('here');
});

test('a session made before a new certificate is resumed after it', async () => {
  const first = await open({ maxVersion: 'TLSv1.2' });
  const session = first.getSession();
  const old = serialOf(first);
  write(makeCertificate(Date.now()));
  await expect.poll(() => newSerial()).not.toBe(old);
  const second = await open({ maxVersion: 'TLSv1.2', ...(session && { session }) });
  expect(second.isSessionReused()).toBe(true);
});

test('while a new pair is half there or wrong the old one stays, until it is right', async () => {
  const old = await newSerial();
  const next = makeCertificate(Date.now());
  write({ cert: next.cert });
  await sleep(LOOKED_MS);
  expect(await newSerial()).toBe(old);
  write({ cert: 'nonsense' });
  await sleep(LOOKED_MS);
  expect(await newSerial()).toBe(old);
  rmSync(files().certFile);
  await sleep(LOOKED_MS);
  expect(await newSerial()).toBe(old);
  write(next);
  await expect.poll(() => newSerial()).not.toBe(old);
});

test('a key that is not the certificate’s is said in one line', async () => {
  write({ key: makeCertificate(Date.now()).key });
  const claim = claimPort({ host: '127.0.0.1', port: 1, tls: files(), routes: new Map() });
  await expect(claim).rejects.toThrow(
    /^TLS_CERT is ".*cert\.pem" and TLS_KEY ".*key\.pem"; they must be a certificate and its private key in PEM form \(.+\)\.$/,
  );
});
