import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { makePeerReader, peerOf, stampPeer } from './peer.ts';

type Given = { from: string; headers?: Record<string, string>; trusted?: string[] };

/** What code behind server.ts sees of a request. */
function seen({ from, headers = {}, trusted = [] }: Given) {
  const request = { headers: { ...headers }, socket: { remoteAddress: from } } as unknown as IncomingMessage;
  stampPeer(request, makePeerReader(trusted));
  const left = new Headers(
    Object.entries(request.headers).map(([name, value]): [string, string] => [name, `${value}`]),
  );
  return { peer: peerOf(left), headers: left };
}

test('without a proxy the connection is the client', () => {
  expect(seen({ from: '203.0.113.9' }).peer).toEqual({ address: '203.0.113.9', isForwarded: false });
});

test('an IPv4 client on an IPv6 socket is an IPv4 client', () => {
  expect(seen({ from: '::ffff:203.0.113.9' }).peer?.address).toBe('203.0.113.9');
});

test('forwarded headers from anybody are dropped, but that there were some is kept', () => {
  const { peer, headers } = seen({
    from: '203.0.113.9',
    headers: {
      'x-forwarded-for': '10.0.0.1',
      'x-forwarded-host': 'evil.example',
      forwarded: 'for=10.0.0.1',
      'x-real-ip': '10.0.0.1',
    },
  });
  expect(peer).toEqual({ address: '203.0.113.9', isForwarded: true });
  for (const name of ['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'x-real-ip'])
    expect(headers.has(name)).toBe(false);
});

test('our own names cannot be sent', () => {
  const { peer } = seen({
    from: '203.0.113.9',
    headers: { 'x-leasehold-peer': '127.0.0.1', 'x-leasehold-forwarded': 'yes' },
  });
  expect(peer).toEqual({ address: '203.0.113.9', isForwarded: false });
});

test.each([
  ['one proxy', '198.51.100.7', '198.51.100.7'],
  ['a chain of proxies', '198.51.100.7, 10.0.0.2', '198.51.100.7'],
  ['what the client itself made up before it', '127.0.0.1, 198.51.100.7', '198.51.100.7'],
  ['a port', '198.51.100.7:4711', '198.51.100.7'],
  ['IPv6', '2001:db8::7', '2001:db8::7'],
  ['IPv6 in brackets with a port', '[2001:db8::7]:4711', '2001:db8::7'],
  ['nonsense before a proxy', 'unknown, 10.0.0.2', '10.0.0.2'],
  ['nothing but proxies', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
])('a trusted proxy says who the client is: %s', (_, list, address) => {
  const { peer, headers } = seen({
    from: '10.0.0.1',
    headers: { 'x-forwarded-for': list, 'x-forwarded-proto': 'https' },
    trusted: ['10.0.0.0/8'],
  });
  expect(peer).toEqual({ address, isForwarded: true });
  expect(headers.get('x-forwarded-proto')).toBe('https');
});

test('the standard header counts too', () => {
  const forwarded = 'for="[2001:db8::7]:4711";proto=https, for=10.0.0.2';
  expect(seen({ from: '10.0.0.1', headers: { forwarded }, trusted: ['10.0.0.0/8'] }).peer?.address).toBe(
    '2001:db8::7',
  );
});

test('a trusted network of IPv6', () => {
  const headers = { 'x-forwarded-for': '198.51.100.7' };
  expect(seen({ from: 'fd00::1', headers, trusted: ['fd00::/8'] }).peer?.address).toBe('198.51.100.7');
});
