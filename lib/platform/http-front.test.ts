import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { healthz, makeReadyz, type Probes } from './health.ts';
import { claimPort, type Front, type Handler } from './http-front.ts';

const fronts: Front[] = [];

afterEach(async () => {
  for (const front of fronts.splice(0)) await front.close({ atOnce: true });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function claim(routes: Record<string, Handler> = {}) {
  const port = await freePort();
  const front = await claimPort({
    host: 'localhost',
    port,
    tls: null,
    routes: new Map(Object.entries(routes)),
  });
  fronts.push(front);
  return { front, port, url: `http://localhost:${port}` };
}

test('requests that come before everything is ready wait for it', async () => {
  const { front, url } = await claim();
  const answer = fetch(`${url}/licenses`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  front.open((_, response) => void response.end('here'));
  expect(await (await answer).text()).toBe('here');
});

test('routes answer from the first moment on, whatever stands behind the path', async () => {
  const { url } = await claim({ '/healthz': healthz });
  const response = await fetch(`${url}/healthz?probe=1`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'alive' }]);
});

test('a port that is taken is said in one line', async () => {
  const { port } = await claim();
  await expect(claimPort({ host: '127.0.0.1', port, tls: null, routes: new Map() })).rejects.toThrow(
    `Port ${port} is taken by another program. Set PORT to a free one.`,
  );
});

test('an address of another machine is said in one line', async () => {
  await expect(claimPort({ host: '192.0.2.1', port: 1, tls: null, routes: new Map() })).rejects.toThrow(
    /^HOST is "192\.0\.2\.1"; it must be an address of this machine/,
  );
});

test('an absolute address is as good as a path', async () => {
  const { front, port } = await claim({ '/healthz': healthz });
  front.open((request, response) => void response.end(request.url));
  const ask = async (target: string) => {
    const asked = request({ port, host: '127.0.0.1', path: target }).end();
    const [answer] = await once(asked, 'response');
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  expect(await ask(`http://localhost:${port}/healthz`)).toContain('alive');
  expect(await ask('HTTP://licenses.example.com?a=1')).toBe('/?a=1');
  expect(await ask('/httpx')).toBe('/httpx');
});

test('closing lets an answer under way finish', async () => {
  const { front, url } = await claim();
  let finish = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    front.open((_, response) => {
      finish = () => void response.end('whole');
      resolve();
    });
  });
  const answer = fetch(url);
  await arrived;
  const closed = front.close();
  finish();
  expect(await (await answer).text()).toBe('whole');
  await closed;
});

test('a handler that throws answers 500 without a word of why', async () => {
  const { front, url } = await claim();
  front.open(() => {
    throw new Error('hunter2');
  });
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([500, '']);
});

test.each([
  ['nothing is open yet', null, 503, { status: 'starting' }],
  ['all is fine', { database: () => undefined }, 200, { status: 'ready', database: 'fine' }],
  [
    'one part fails',
    {
      keys: () => undefined,
      database: () => {
        throw new Error('secret detail');
      },
    },
    503,
    { status: 'not-ready', keys: 'fine', database: 'failing' },
  ],
] satisfies [string, Probes | null, number, object][])(
  'readiness when %s',
  async (_, probes, status, body) => {
    const { url } = await claim({ '/readyz': makeReadyz(() => probes) });
    const response = await fetch(`${url}/readyz`);
    expect([response.status, await response.json()]).toEqual([status, body]);
    const head = await fetch(`${url}/readyz`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([status, '']);
    expect((await fetch(`${url}/readyz`, { method: 'POST' })).status).toBe(405);
  },
);
