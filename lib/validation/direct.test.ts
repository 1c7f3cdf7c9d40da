import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFor, insertLicenseRow, NOON } from '../../e2e/check-scene.ts';
import { makeKeys } from '../../e2e/scene.ts';
import { SEVEN_PLATFORMS } from '../../e2e/seven-platforms.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { directChecks } from './direct.ts';
import { installRecorder, makeRecorder, type Recorder } from './recorder.ts';

const testDatabase = useTestDatabase();
let server: Server;
let recorder: Recorder;
let license: string;
/** Requests that are not done with. */
let underWay = 0;

beforeAll(async () => {
  await makeKeys(testDatabase);
  license = await insertLicenseRow(testDatabase.sql);
  recorder = makeRecorder({ sql: testDatabase.database.checks });
  installRecorder(recorder);
  const readPeer = () => ({ address: '192.0.2.1', isForwarded: false });
  const answer = directChecks({ readPeer, now: () => NOON });
  server = createServer(async (request, response) => {
    underWay += 1;
    await answer(request, response);
    underWay -= 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await recorder.close();
});

/** A connection on which bytes are sent as they are. */
class Wire {
  readonly #socket: Socket;
  #received = '';

  constructor() {
    this.#socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    this.#socket.on('data', (chunk) => (this.#received += chunk.toString('latin1')));
    this.#socket.on('error', () => undefined);
  }

  send(bytes: string): void {
    this.#socket.write(bytes);
  }

  cut(): void {
    this.#socket.destroy();
  }

  get isClosed(): boolean {
    return this.#socket.readableEnded || this.#socket.destroyed;
  }

  /** The next whole response. */
  async response(): Promise<{ status: number; headers: Map<string, string>; body: string; bytes: number }> {
    for (let wait = 0; wait < 400; wait += 1) {
      const end = this.#received.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(this.#received.slice(0, end))?.[1] ?? 0);
      if (end !== -1 && (this.#received.length >= end + 4 + length || this.isClosed)) {
        const [first = '', ...lines] = this.#received.slice(0, end).split('\r\n');
        const body = this.#received.slice(end + 4, end + 4 + length);
        this.#received = this.#received.slice(end + 4 + length);
        const headers = new Map(
          lines.map((line): [string, string] => [line.split(':')[0]?.toLowerCase() ?? '', line]),
        );
        return { status: Number(first.split(' ')[1]), headers, body, bytes: end + 4 + length };
      }
      await sleep(10);
    }
    throw new Error(`no whole response: ${this.#received}`);
  }
}

function post(body: string, headers: string[] = [`Content-Length: ${Buffer.byteLength(body)}`]): string {
  return [
    'POST /api/v1/validate HTTP/1.1',
    'Host: x',
    'Content-Type: application/json',
    ...headers,
    '',
    body,
  ].join('\r\n');
}
const chunked = (...chunks: string[]) =>
  post([...chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`), '0\r\n\r\n'].join(''), [
    'Transfer-Encoding: chunked',
  ]);
const good = () => JSON.stringify(checkFor(license));
const ask = (bytes: string) => {
  const wire = new Wire();
  wire.send(bytes);
  return wire.response();
};

test('an answer has the headers of the contract and no others, and CORS only when a page asks', async () => {
  expect([...(await ask(post(good()))).headers.keys()]).toEqual(['content-type', 'content-length', 'date']);
  const response = await ask(
    post(good(), ['Origin: https://shop.example', `Content-Length: ${good().length}`]),
  );
  expect([...response.headers.keys()]).toEqual([
    'content-type',
    'access-control-allow-origin',
    'content-length',
    'date',
  ]);
});

test('bodies have at most 500 bytes on the seven platforms, and whole responses average at most 540', async () => {
  const all = await insertLicenseRow(testDatabase.sql, {
    kind: 'production',
    platforms: SEVEN_PLATFORMS.map(({ platform }) => platform),
    apps: SEVEN_PLATFORMS.map(({ platform, app }) => ({ platform, value: app || 'APP-4T8N-W0RA' })),
    leaseSeconds: 86_400,
    graceSeconds: 259_200,
  });
  const sizes: number[] = [];
  for (const { platform, app, os } of SEVEN_PLATFORMS) {
    const check = checkFor(all, { platform, app: app || 'APP-4T8N-W0RA', os });
    const { status, body, bytes } = await ask(post(JSON.stringify(check)));
    expect(status).toBe(200);
    expect(body.length).toBeLessThanOrEqual(500);
    sizes.push(bytes);
  }
  expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThanOrEqual(540);
});

test('a connection is kept without a word about it, and checks that are sent ahead are answered in order', async () => {
  const wire = new Wire();
  const nonces = ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB', 'CCCCCCCCCCCCCCCC'];
  wire.send(nonces.map((nonce) => post(JSON.stringify(checkFor(license, { nonce })))).join(''));
  for (const nonce of nonces) {
    const { body } = await wire.response();
    expect(Buffer.from(body.split('.')[1] ?? '', 'base64url').toString()).toContain(`"nonce":"${nonce}"`);
  }
  await sleep(50);
  expect(wire.isClosed).toBe(false);
  wire.cut();
});

test('a body in chunks is read like any other', async () => {
  const [first, second] = [good().slice(0, 40), good().slice(40)];
  expect((await ask(chunked(first, second))).status).toBe(200);
});

test('a body that is too large is answered 413 whether its length is told, or it comes in chunks; the next is answered', async () => {
  const large = good() + ' '.repeat(3000);
  for (const bytes of [post(large), chunked(large.slice(0, 1000), large.slice(1000))]) {
    const wire = new Wire();
    wire.send(bytes);
    expect((await wire.response()).status).toBe(413);
    wire.send(post(good()));
    expect((await wire.response()).status).toBe(200);
    wire.cut();
  }
});

test('a body without an end is answered 413, and the connection is closed', async () => {
  const wire = new Wire();
  wire.send(post('', ['Content-Length: 10000000']));
  for (let sent = 0; sent < 70; sent += 1) wire.send(' '.repeat(1024));
  const { status, headers } = await wire.response();
  expect(status).toBe(413);
  expect(headers.get('connection')).toBe('connection: close');
  await expect.poll(() => wire.isClosed).toBe(true);
});

test('a length that is too small cuts the body, which is then no check', async () => {
  expect((await ask(post(good(), ['Content-Length: 20']))).status).toBe(400);
});

test('a client that goes away before its check has come, or before its answer has, harms nobody', async () => {
  const early = new Wire();
  early.send(post(good(), ['Content-Length: 500']));
  const late = new Wire();
  late.send(post(good()));
  await sleep(20);
  early.cut();
  late.cut();
  await expect.poll(() => underWay).toBe(0);
  expect((await ask(post(good()))).status).toBe(200);
});

test('a method without a body is answered at once, HEAD without one', async () => {
  const get = await ask('GET /api/v1/validate HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(get.status).toBe(405);
  expect(get.headers.get('allow')).toBe('allow: POST, OPTIONS');
  const wire = new Wire();
  wire.send('HEAD /api/v1/validate HTTP/1.1\r\nHost: x\r\n\r\n');
  await expect.poll(async () => wire.isClosed || true).toBe(true);
  await sleep(50);
  wire.send(
    'OPTIONS /api/v1/validate HTTP/1.1\r\nHost: x\r\nOrigin: https://shop.example\r\nConnection: close\r\n\r\n',
  );
  const head = await wire.response();
  expect(head.status).toBe(405);
});

test('a preflight is answered 204 without a body or a length', async () => {
  const { status, headers, body } = await ask(
    'OPTIONS /api/v1/validate HTTP/1.1\r\nHost: x\r\nOrigin: https://shop.example\r\n\r\n',
  );
  expect({ status, body }).toEqual({ status: 204, body: '' });
  expect(headers.has('content-length')).toBe(false);
  expect(headers.get('access-control-allow-origin')).toBe('access-control-allow-origin: *');
});

test('who closes after one request is closed after one answer', async () => {
  const wire = new Wire();
  wire.send(post(good(), [`Content-Length: ${good().length}`, 'Connection: close']));
  expect((await wire.response()).status).toBe(200);
  await expect.poll(() => wire.isClosed).toBe(true);
});
