import { randomBytes, randomInt } from 'node:crypto';
import { checkFor } from './check-scene.ts';

const any = <T>(choices: readonly T[]): T => choices[randomInt(choices.length)] as T;
const MEMBERS = ['license', 'licensee', 'app', 'product', 'version', 'platform', 'os', 'nonce'] as const;
const STRANGE = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\udc00x',
  '__proto__',
  'constructor',
  '😀'.repeat(60),
  'a'.repeat(300),
  'a'.repeat(3000),
  '\u202e',
  "'; drop table licenses; --",
  '$(id)',
  '%00',
  '\\',
  '"',
  '\n',
  'null',
  '../../etc/passwd',
  '1e999',
  'xn--a',
] as const;
const VALUES = [
  'null',
  'true',
  '0',
  '-1',
  '1e400',
  '[]',
  '{}',
  '{"a":{"a":{"a":1}}}',
  '"\\ud800"',
  '"\\u0000"',
] as const;

/** A request to the address of checks that is random, or a good one that was changed somewhere. */
export function mutatedRequest(licenses: readonly string[]): { bytes: Buffer; hasBody: boolean } {
  const good = checkFor(any(licenses), { nonce: randomBytes(12).toString('base64url') });
  const method = randomInt(20) === 0 ? any(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) : 'POST';
  const body = mutateBody(good);
  const query = randomInt(30) === 0 ? `?${randomBytes(6).toString('hex')}` : '';
  const isChunked = randomInt(10) === 0;
  const head = [
    `${method} /api/v1/validate${query} HTTP/1.1`,
    'host: localhost',
    ...contentType(),
    ...(randomInt(5) === 0 ? [`origin: ${any(['https://shop.example', 'null', ''])}`] : []),
    ...(randomInt(5) === 0
      ? [`accept: ${any(['application/json', '*/*', 'application/json;q=0', ';;,', 'a/b;q=x'])}`]
      : []),
    ...(randomInt(20) === 0
      ? [`x-forwarded-for: ${any(['1.2.3.4', '::1', 'unknown', ',,,', '1.2.3.4.5'])}`]
      : []),
    isChunked ? 'transfer-encoding: chunked' : `content-length: ${body.length}`,
  ];
  const bytes = Buffer.concat([
    Buffer.from(`${head.join('\r\n')}\r\n\r\n`),
    isChunked ? chunked(body) : body,
  ]);
  return { bytes, hasBody: method !== 'HEAD' };
}

function contentType(): string[] {
  if (randomInt(20) > 0) return ['content-type: application/json'];
  return any([
    [],
    ['content-type: text/plain'],
    ['content-type: application/json; charset=utf-16'],
    ['content-type: ;'],
  ]);
}

function mutateBody(good: Record<string, string>): Buffer {
  const text = JSON.stringify(good);
  const member = any(MEMBERS);
  switch (randomInt(10)) {
    case 0:
      return Buffer.from(text);
    case 1:
      return randomBytes(randomInt(400));
    case 2:
      return Buffer.from(text.slice(0, randomInt(text.length)));
    case 3:
      return flipped(Buffer.from(text));
    case 4:
      return Buffer.from(JSON.stringify({ ...good, [member]: any(STRANGE) }));
    case 5:
      return Buffer.from(text.replace(`"${member}":"${good[member]}"`, `"${member}":${any(VALUES)}`));
    case 6:
      return Buffer.from(`${text.slice(0, -1)},"${any([member, ...STRANGE])}":"x"}`);
    case 7: {
      const { [member]: _, ...rest } = good;
      return Buffer.from(JSON.stringify(rest));
    }
    case 8:
      return Buffer.from(
        any(['', '[]', 'null', '"x"', '['.repeat(2000), '{"a":'.repeat(400), ' '.repeat(5000) + text]),
      );
    default:
      return spliced(Buffer.from(text));
  }
}

function flipped(bytes: Buffer): Buffer {
  for (let times = 1 + randomInt(4); times > 0; times -= 1) bytes[randomInt(bytes.length)] = randomInt(256);
  return bytes;
}

function spliced(bytes: Buffer): Buffer {
  const [from, to] = [randomInt(bytes.length), randomInt(bytes.length)];
  const piece = bytes.subarray(Math.min(from, to), Math.max(from, to));
  const at = randomInt(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

function chunked(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; ) {
    const part = body.subarray(at, at + 1 + randomInt(100));
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n'));
    at += part.length;
  }
  return Buffer.concat([...parts, Buffer.from('0\r\n\r\n')]);
}
