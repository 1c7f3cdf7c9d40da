// Long, because it holds the right and wrong forms of every member of the contract.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHECK_MEMBERS, maxBodyBytes, parseCheckRequest, parseCheckStrictly } from './check-request.ts';
import { PLATFORMS } from './platforms.ts';

const runs = fc.readConfigureGlobal().numRuns ?? 100;

const usual = {
  license: 'LIC-7F3K-9QXM',
  licensee: 'Acme Inc',
  app: 'com.acme.app',
  product: 'BlinkID',
  version: '7.8.1',
  platform: 'android',
  os: '15',
  nonce: 'b2Zt3xY0qkP1n8Zw',
};

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function parse(body: unknown): ReturnType<typeof parseCheckRequest> {
  return parseCheckRequest(bytesOf(typeof body === 'string' ? body : JSON.stringify(body)));
}

describe('a check', () => {
  test('of the usual kind is read member by member', () => {
    expect(parse(usual)).toEqual({ ok: true, check: usual });
  });

  test('repeats everything as sent but the License ID, which is read in any case', () => {
    const sent = { ...usual, license: 'lic-7f3k-9qxm', app: 'COM.Acme.App:x', product: 'blinkid' };
    expect(parse(sent)).toEqual({ ok: true, check: { ...sent, license: 'LIC-7F3K-9QXM' } });
  });

  test('may have escapes, white space and members in any order', () => {
    const text = `\t{${Object.entries(usual)
      .reverse()
      .map(([name, value]) => `\n"\\u00${name.charCodeAt(0).toString(16)}${name.slice(1)}" :\r"${value}"`)
      .join(',')}}`;
    expect(parse(text)).toEqual({ ok: true, check: usual });
  });

  test('has at most 2,048 bytes', () => {
    const padding = maxBodyBytes - JSON.stringify(usual).length;
    expect(parse(JSON.stringify(usual) + ' '.repeat(padding)).ok).toBe(true);
    expect(parse(JSON.stringify(usual) + ' '.repeat(padding + 1))).toMatchObject({
      ok: false,
      code: 'too-large',
    });
  });
});

describe('malformed-json', () => {
  test.each([
    ['nothing', ''],
    ['half an object', '{"license":'],
    ['a byte order mark', `\ufeff${JSON.stringify(usual)}`],
    ['something behind it', `${JSON.stringify(usual)},`],
    ['a raw line break in a string', JSON.stringify(usual).replace('Acme Inc', 'Acme\nInc')],
    ['a raw NUL in a string', JSON.stringify(usual).replace('Acme Inc', 'Acme\0Inc')],
    ['a member twice', JSON.stringify(usual).replace('{', '{"os":"15",')],
    [
      'a member twice by way of an escape',
      JSON.stringify(usual).replace('{', '{"\\u006cicense":"LIC-7F3K-9QXM",'),
    ],
    ['a member twice inside an unexpected one', JSON.stringify(usual).replace('{', '{"x":{"a":1,"a":2},')],
  ])('is %s', (_, text) => {
    expect(parse(text)).toMatchObject({ ok: false, code: 'malformed-json' });
  });

  test('is UTF-8 that is wrong', () => {
    for (const wrong of [[0xff], [0xc0, 0xa2], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]]) {
      const [before = '', after = ''] = JSON.stringify(usual).split('Acme');
      const body = Uint8Array.from([...bytesOf(before), ...wrong, ...bytesOf(after)]);
      expect(parseCheckRequest(body)).toMatchObject({ ok: false, code: 'malformed-json' });
    }
  });

  test('points at the member that appears twice', () => {
    expect(parse(JSON.stringify(usual).replace('{', '{"os":"15",'))).toMatchObject({
      errors: [{ pointer: '/os' }],
    });
  });
});

describe('invalid-request', () => {
  test.each([['null'], ['true'], ['1'], ['"text"'], ['[]'], [JSON.stringify([usual])]])('is %s', (text) => {
    expect(parse(text)).toMatchObject({ ok: false, code: 'invalid-request', errors: [{ pointer: '' }] });
  });

  test('is an array too deep for a careless reader', () => {
    expect(parse('['.repeat(1024) + ']'.repeat(1024))).toMatchObject({ ok: false, code: 'invalid-request' });
  });

  test('names every member that is missing', () => {
    const errors = CHECK_MEMBERS.map((name) => ({ pointer: `/${name}`, detail: 'Missing.' }));
    expect(parse('{}')).toMatchObject({ ok: false, code: 'invalid-request', errors });
  });

  test.each(CHECK_MEMBERS)('is %s missing, empty, too long or no string, and points at it', (name) => {
    const { [name]: _, ...others } = usual;
    for (const body of [
      others,
      ...['', 'x'.repeat(256), null, 1, ['x'], {}].map((value) => ({ ...usual, [name]: value })),
    ]) {
      const parsed = parse(body);
      expect(parsed).toMatchObject({ ok: false, code: 'invalid-request', errors: [{ pointer: `/${name}` }] });
      expect(parsed).toHaveProperty('errors.length', 1);
    }
  });

  test.each(CHECK_MEMBERS)('is a control character, NUL or lone surrogate in %s', (name) => {
    for (const foreign of ['\0', '\n', '\u007f', '\u0085', '\ud800', '\udc00', '\u2028', '\u202e']) {
      const value = name === 'platform' ? `ios${foreign}` : `${usual[name]}${foreign}`;
      expect(parse({ ...usual, [name]: value })).toMatchObject({ ok: false, code: 'invalid-request' });
    }
  });

  test.each<[keyof typeof usual, string[], string[]]>([
    [
      'licensee',
      ['A', 'Ä'.repeat(100), '株'.repeat(100), '🏢'.repeat(100)],
      ['A'.repeat(101), '🏢'.repeat(101)],
    ],
    ['app', ['not an identifier', 'x'.repeat(255), '*'], ['x'.repeat(256)]],
    ['product', ['Unheard Of', 'x'.repeat(40)], ['x'.repeat(41)]],
    [
      'version',
      ['7', '7.8', '07.8.1.0.12', '7.8.1-beta.2', '7-x', `7-${'x'.repeat(30)}`],
      ['v7', '7.', '.7', '7..8', '7.8-', '7.x', '7 8', '7.8.1+build', `7-${'x'.repeat(31)}`, '７'],
    ],
    ['platform', [...PLATFORMS], ['iOS', 'web', 'toString', '__proto__']],
    ['os', ['Chrome 131', 'x'.repeat(40)], ['x'.repeat(41)]],
    [
      'nonce',
      ['A'.repeat(16), '_-'.repeat(11)],
      ['A'.repeat(15), 'A'.repeat(23), '='.repeat(16), 'b2Zt3xY0qkP1n8Z+'],
    ],
    ['license', ['LIC-7F3K-9QXM', 'lic-oiL0-0000'], ['LIC-7F3K-9QX', 'LIC-7F3K-9QXU', 'ABC-7F3K-9QXM']],
  ])('%s: the form of each member', (name, right, wrong) => {
    for (const value of right) expect(parse({ ...usual, [name]: value }), value).toMatchObject({ ok: true });
    for (const value of wrong) {
      expect(parse({ ...usual, [name]: value }), value).toMatchObject({ ok: false, code: 'invalid-request' });
    }
  });
});

describe('unexpected-member', () => {
  test.each(['serial', '__proto__', 'constructor', 'toString', '', 'License', 'a/b~'])(
    'is %j, whatever it holds',
    (name) => {
      for (const value of ['"x"', 'null', '{"deep":[{}]}']) {
        const text = JSON.stringify(usual).replace('{', `{${JSON.stringify(name)}:${value},`);
        expect(parse(text)).toMatchObject({
          ok: false,
          code: 'unexpected-member',
          errors: [{ detail: 'Not a member of a check.' }],
        });
      }
    },
  );

  test('comes before members that are wrong, and all are listed', () => {
    expect(parse({ ...usual, os: '', serial: 1, a: 2 })).toMatchObject({
      code: 'unexpected-member',
      errors: [{ pointer: '/serial' }, { pointer: '/a' }, { pointer: '/os' }],
    });
  });

  test('does not reach any prototype', () => {
    parse('{"__proto__":{"licensee":"x"}}');
    expect(Object.hasOwn(Object.prototype, 'licensee')).toBe(false);
    expect(parse('{"__proto__":{"licensee":"x"}}')).toMatchObject({
      errors: expect.arrayContaining([{ pointer: '/licensee', detail: 'Missing.' }]),
    });
  });
});

describe('the fast path', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 24 }),
    fc.string({ unit: 'binary', maxLength: 24 }),
    fc.constantFrom('"', '\\', '\\u0041', '\t', ' '),
  );
  const member = (name: keyof typeof usual) =>
    fc.oneof({ weight: 6, arbitrary: fc.constant(usual[name]) }, { weight: 1, arbitrary: text });
  const check = fc.record({
    license: member('license'),
    licensee: member('licensee'),
    app: member('app'),
    product: member('product'),
    version: member('version'),
    platform: fc.constantFrom(...PLATFORMS, 'web'),
    os: member('os'),
    nonce: member('nonce'),
  });

  test('and the strict way agree on every check', () => {
    fc.assert(
      fc.property(check, fc.constantFrom(undefined, 1), (body, indent) => {
        const json = JSON.stringify(body, null, indent);
        if (bytesOf(json).length > maxBodyBytes) return;
        expect(parse(json)).toEqual(parseCheckStrictly(json));
      }),
      { numRuns: 10 * runs },
    );
  });

  test('and the strict way agree on every text that was a check before pieces of it were changed', () => {
    const change = fc.tuple(
      fc.nat(220),
      fc.nat(4),
      fc.constantFrom('', '"', ',', ':', '{', '}', '\\', ' ', '\n', 'x', '\\u0061', '"os":"1",', '😀'),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        let json = JSON.stringify(usual);
        for (const [at, cut, put] of changes) json = json.slice(0, at) + put + json.slice(at + cut);
        json = json.toWellFormed();
        expect(parse(json)).toEqual(parseCheckStrictly(json));
      }),
      { numRuns: 25 * runs },
    );
  });

  test('no bytes at all make the parser throw', () => {
    const mutated = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 6 }).map((changes) => {
      const body = bytesOf(JSON.stringify(usual));
      for (const [at, byte] of changes) body[at] = byte;
      return body;
    });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (body) => {
        const parsed = parseCheckRequest(body);
        if (parsed.ok) expect(Object.keys(parsed.check)).toEqual([...CHECK_MEMBERS]);
        else expect(parsed.detail).not.toBe('');
      }),
      { numRuns: 10 * runs },
    );
  });
});

test('the seven platforms’ examples are at most 185 bytes on average', () => {
  const apps = [
    'com.acme.app',
    'com.acme.ios',
    'id.acme.com',
    '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b',
    '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B',
    '00330-80000-00000-AA123',
    'APP-4T8N-W0RA',
  ];
  const sizes = PLATFORMS.map(
    (platform, index) => bytesOf(JSON.stringify({ ...usual, platform, app: apps[index] })).length,
  );
  expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeLessThanOrEqual(185);
});
