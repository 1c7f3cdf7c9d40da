import { Session } from 'node:inspector/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxBodyBytes, parseCheckRequest } from '../protocol/check-request.ts';
import { readJws } from '../protocol/jws.ts';
import { inspectLicenseKey } from '../protocol/license-key-words.ts';
import { readStrictJson } from '../protocol/strict-json.ts';

// Work is counted and not timed: V8 says how often each block of the protocol's code has run. What the engine itself does
// (JSON.parse, regular expressions) is not counted; no expression there has two repetitions that can share a text.
const session = new Session();

beforeAll(async () => {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
});
afterAll(() => session.disconnect());

async function stepsOf(run: () => void): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  run();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const counts = result
    .filter(({ url }) => url.includes('/sdk/protocol/'))
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges.map(({ count }) => count));
  return counts.reduce((sum, count) => sum + count, 0);
}

const usual =
  '{"license":"LIC-7F3K-9QXM","licensee":"Acme Inc","app":"com.acme.app","product":"BlinkID","version":"7.8.1","platform":"android","os":"15","nonce":"b2Zt3xY0qkP1n8Zw"}';

/** Texts of about `size` bytes that a careless reader takes long over. */
const HARD: Record<string, (size: number) => string> = {
  'white space behind each string': (size) => `{"a":"b"${' '.repeat(size)}}`,
  'strings between white space': (size) => `[${'"a" ,  '.repeat(size / 7)}"a"]`,
  'many members': (size) => `{${Array.from({ length: size / 9 }, (_, nth) => `"${nth}":1`).join(',')}}`,
  'the same member at the very end': (size) =>
    `{"a":1,${Array.from({ length: size / 9 }, (_, nth) => `"${nth}":1`).join(',')},"a":1}`,
  'a deep array': (size) => '['.repeat(size / 2) + ']'.repeat(size / 2),
  'deep objects': (size) => `${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)}`,
  'a string of escapes': (size) => `{"a":"${'\\\\'.repeat(size / 2)}"}`,
  'a string of quotation marks': (size) => `{"a":"${'\\"'.repeat(size / 2)}"}`,
  'a string that does not end': (size) => `{"a":"${'x'.repeat(size)}`,
  'backslashes without an end': (size) => `{"a":"${'\\'.repeat(size)}`,
  'a version of numbers': (size) => usual.replace('7.8.1', '7.'.repeat(size / 2)),
  'a licensee beyond ASCII': (size) => usual.replace('Acme Inc', '株'.repeat(size / 3)),
};

test.each(Object.entries(HARD))('%s: twice the size is at most twice the work', async (_, text) => {
  const [small, large] = [text(800), text(1600)];
  const read = (body: string) => stepsOf(() => parseCheckRequest(Buffer.from(body)));
  const [one, two] = [await read(small), await read(large)];
  expect(one).toBeGreaterThan(0);
  expect(two).toBeLessThanOrEqual(2.1 * one + 50);
});

test.each(Object.entries(HARD))('%s: so it is at a hundred times the size of a check', async (_, text) => {
  const read = (body: string) => stepsOf(() => readStrictJson(body));
  const [one, two] = [await read(text(100_000)), await read(text(200_000))];
  expect(two).toBeLessThanOrEqual(2.1 * one + 50);
});

test('no body of whatever bytes takes more than a fixed number of steps', async () => {
  const piece = fc.oneof(
    fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', ' ', '"a":', '{"a":', '\\u0061', usual, '株'),
    fc.string({ maxLength: 20 }),
  );
  const bodies = fc.array(piece, { maxLength: 400 }).map((pieces) => Buffer.from(pieces.join('')));
  await fc.assert(
    fc.asyncProperty(fc.oneof(bodies, fc.uint8Array({ maxLength: 4000 })), async (body) => {
      expect(await stepsOf(() => parseCheckRequest(body))).toBeLessThan(20 * maxBodyBytes);
    }),
  );
});

test.each([
  ['dots', (size: number) => '.'.repeat(size)],
  ['base64url', (size: number) => `eyJ${'A'.repeat(size)}`],
  ['white space', (size: number) => ' \n'.repeat(size / 2)],
  ['white space between letters', (size: number) => 'a '.repeat(size / 2)],
  ['three long parts', (size: number) => [1, 2, 3].map(() => 'A'.repeat(size / 3)).join('.')],
])(
  'a text of %s that is no license key and no JWS: twice the size is at most twice the work',
  async (_, text) => {
    for (const read of [inspectLicenseKey, readJws]) {
      const [one, two] = [await stepsOf(() => read(text(30_000))), await stepsOf(() => read(text(60_000)))];
      expect(two).toBeLessThanOrEqual(2.1 * one + 50);
    }
  },
);
