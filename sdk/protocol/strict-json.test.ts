import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFlatObject } from './flat-object.ts';
import { readStrictJson } from './strict-json.ts';

const runs = fc.readConfigureGlobal().numRuns ?? 100;

describe('readStrictJson', () => {
  test('reads every JSON value as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(readStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  test.each([
    ['{"a":1,"a":1}', '/a'],
    ['{"a":1, "\\u0061" :2}', '/a'],
    ['[{"x":[{"b":{},"c":[],"b":1}]}]', '/b'],
    ['{"a":{"x":1},"b":{"x":2},"a":3}', '/a'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['{"a/~":1,"a/~":2}', '/a~1~0'],
    ['{"":1,"":2}', '/'],
    ['{"\\"":1,"\\u0022":2}', '/"'],
    ['{"a"\n\t\r :1,"a"\n:2}', '/a'],
  ])('%s names a member twice', (text, pointer) => {
    expect(readStrictJson(text)).toMatchObject({ ok: false, pointer });
  });

  test.each([
    '{"a":{"a":1},"b":{"a":2}}',
    '[{"a":1},{"a":2}]',
    '{"a":"b","b":"a"}',
    '{"a":"\\":","b":"\\":"}',
    '{"a":["a","a"]}',
    '{"a":"{\\"a\\":1}"}',
  ])('%s does not', (text) => {
    expect(readStrictJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
  });

  test.each([
    '',
    '{',
    '{"a":1,}',
    "{'a':1}",
    '\ufeff{}',
    '{"a":"\n"}',
    '{"a":"\0"}',
    '01',
    'NaN',
    '{}{}',
    '[1,]',
  ])('%j is malformed', (text) => {
    expect(readStrictJson(text)).toEqual({ ok: false, detail: 'This is not valid JSON.', pointer: null });
  });

  test('is not overcome by depth', () => {
    const depth = 200_000;
    expect(readStrictJson('['.repeat(depth) + ']'.repeat(depth)).ok).toBe(true);
    expect(readStrictJson('{"a":'.repeat(depth)).ok).toBe(false);
  });

  test('keeps __proto__ as a member like any other', () => {
    const read = readStrictJson('{"__proto__":{"polluted":true}}');
    expect(read.ok && Object.keys(read.value ?? {})).toEqual(['__proto__']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('readFlatObject', () => {
  const names = ['a', 'b'];

  test('whatever it reads, JSON.parse reads alike', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '"a"',
      '"b"',
      '"c"',
      ':',
      ',',
      ' ',
      '"',
      '\\',
      '\n',
      '1',
      '{"a":"x"',
      ',"b":"y"}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const read = readFlatObject(text, names);
        if (read !== null) expect(JSON.parse(text)).toEqual({ a: read[0], b: read[1] });
      }),
      { numRuns: 25 * runs },
    );
  });

  test.each([
    [' { "b" : "2" , "a" : "" } ', ['', '2']],
    ['{"a":"1","b":"2"}', ['1', '2']],
  ])('%s is read', (text, values) => {
    expect(readFlatObject(text, names)).toEqual(values);
  });

  test.each([
    '',
    '{}',
    '{"a":"1"}',
    '{"a":"1","a":"1"}',
    '{"a":"1","b":"2","c":"3"}',
    '{"a":"1","b":2}',
    '{"a":"1","b":"\\n"}',
    '{"a":"1","b":"\t"}',
    '{"a":"1","b":"2"}x',
    '{"a":"1","b":"2",}',
    '{"a":"1";"b":"2"}',
    '{"a":"1" "b":"2"}',
    '{"a"="1","b":"2"}',
    '{"a":"1","b":"2',
    '{,"a":"1","b":"2"}',
    '{"a":"1",,"b":"2"}',
    '[{"a":"1","b":"2"}]',
    '{\n"a":"1","b":"2"}',
    '{"\\u0061":"1","b":"2"}',
    '{"toString":"1","b":"2"}',
  ])('%j is left to others', (text) => {
    expect(readFlatObject(text, names)).toBeNull();
  });
});
