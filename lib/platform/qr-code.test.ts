import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qrCode } from './qr-code.ts';
import { qrCodeSvg } from './qr-code-svg.ts';
import { errorCorrection } from './reed-solomon.ts';

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
/** ISO/IEC 18004 annex C, table C.1: the format information of level M with each mask, as it is drawn. */
const FORMATS = [0x5412, 0x5125, 0x5e7c, 0x5b4b, 0x45f9, 0x40ce, 0x4f97, 0x4aa0];

type Modules = boolean[][];
const at = (modules: Modules, x: number, y: number) => modules[y]?.[x] === true;

function formatOf(modules: Modules): { near: number; far: number } {
  const size = modules.length;
  const around = [0, 1, 2, 3, 4, 5, 7].map((x) => [x, 8] as const);
  const up = [8, 7, 5, 4, 3, 2, 1, 0].map((y) => [8, y] as const);
  const below = [1, 2, 3, 4, 5, 6, 7].map((step) => [8, size - step] as const);
  const right = [8, 7, 6, 5, 4, 3, 2, 1].map((step) => [size - step, 8] as const);
  const read = (places: (readonly [number, number])[]) =>
    places.reduce((bits, [x, y]) => (bits << 1) | Number(at(modules, x, y)), 0);
  return { near: read([...around, ...up]), far: read([...below, ...right]) };
}

/** The bits of version 1, the only one without blocks to sort: read as section 7.7.3 lays them, without the mask. */
function bitsOfVersion1(modules: Modules, mask: number): string {
  const isFixed = (x: number, y: number) =>
    x === 6 || y === 6 || (x < 9 && y < 9) || (x > 12 && y < 9) || (x < 9 && y > 12);
  let bits = '';
  for (const [index, right] of [20, 18, 16, 14, 12, 10, 8, 5, 3, 1].entries())
    for (let step = 0; step < 21; step += 1)
      for (const x of [right, right - 1]) {
        const y = index % 2 === 0 ? 20 - step : step;
        if (!isFixed(x, y)) bits += at(modules, x, y) === MASKS[mask]?.(x, y) ? '0' : '1';
      }
  return bits;
}

test('a short text can be read back from version 1: mode, length, bytes, padding', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme' }), (text) => {
      const bytes = Buffer.from(text);
      if (bytes.length > 14) return;
      const modules = qrCode(text);
      const mask = FORMATS.indexOf(formatOf(modules).near);
      const bits = bitsOfVersion1(modules, mask);
      const octet = (value: number) => value.toString(2).padStart(8, '0');
      const data = `0100${octet(bytes.length)}${[...bytes].map(octet).join('')}0000`;
      const padding = Array.from({ length: 14 - bytes.length }, (_, index) =>
        octet(index % 2 === 0 ? 0xec : 0x11),
      );
      expect(modules).toHaveLength(21);
      expect(bits.slice(0, 128)).toBe(data + padding.join(''));
    }),
  );
});

test('both copies of the format say level M and the same mask', () => {
  for (let length = 1; length < 660; length += 53) {
    const { near, far } = formatOf(qrCode('a'.repeat(length)));
    expect(FORMATS).toContain(near);
    expect(far).toBe(near);
  }
});

test('annex I: the error correction of the example of the standard', () => {
  // "01234567" at version 1-M gives these data codewords and, from them, these of error correction.
  const data = [
    0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11,
  ];
  expect(errorCorrection(data, 10)).toEqual([0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55]);
});

test('each corner but the last has its finder pattern, and the timing runs between them', () => {
  const modules = qrCode('otpauth://totp/Leasehold:ana@example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  const far = modules.length - 7;
  for (const [left, top] of [
    [0, 0],
    [far, 0],
    [0, far],
  ] as const) {
    const rows = Array.from({ length: 7 }, (_, y) =>
      Array.from({ length: 7 }, (_, x) => (at(modules, left + x, top + y) ? '#' : '.')).join(''),
    );
    expect(rows).toEqual(['#######', '#.....#', '#.###.#', '#.###.#', '#.###.#', '#.....#', '#######']);
  }
  for (let along = 8; along < far; along += 1) {
    expect(at(modules, along, 6)).toBe(along % 2 === 0);
    expect(at(modules, 6, along)).toBe(along % 2 === 0);
  }
});

test('the smallest version that holds a text is taken; what none holds is thrown', () => {
  const sizeOf = (bytes: number) => qrCode('a'.repeat(bytes)).length;
  // Table 7: the bytes that versions hold at level M.
  for (const [version, most] of [
    [1, 14],
    [2, 26],
    [6, 106],
    [9, 180],
    [10, 213],
    [20, 666],
  ] as const) {
    expect(sizeOf(most)).toBe(17 + 4 * version);
    if (version < 20) expect(sizeOf(most + 1)).toBe(21 + 4 * version);
  }
  expect(() => qrCode('a'.repeat(667))).toThrow('667 bytes');
});

test('as SVG it has a light border of four modules, and nothing of its text', () => {
  const svg = qrCodeSvg('otpauth://totp/x?secret=ABC');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 37 37"/);
  expect(svg).toContain('<path fill="#fff" d="M0 0h37v37H0z"/>');
  expect(svg).toContain('M4 4h1v1h-1z');
  expect(svg).not.toMatch(/otpauth|ABC|script/);
});
