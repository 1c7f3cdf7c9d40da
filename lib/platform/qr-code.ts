import { QrGrid } from './qr-grid.ts';
import { errorCorrection } from './reed-solomon.ts';

/** By version, from 1: error correction codewords in each block, and how many blocks, at level M (ISO/IEC 18004 table 9). */
const BLOCKS: readonly (readonly [codewords: number, blocks: number])[] = [
  [10, 1],
  [16, 1],
  [26, 1],
  [18, 2],
  [24, 2],
  [16, 4],
  [18, 4],
  [22, 4],
  [22, 5],
  [26, 5],
  [30, 5],
  [22, 8],
  [22, 9],
  [24, 9],
  [24, 10],
  [28, 10],
  [28, 11],
  [26, 13],
  [26, 14],
  [26, 16],
];
const BYTE_MODE = 0b0100;
const PADDING = [0xec, 0x11];

/**
 * A QR code (ISO/IEC 18004) of a text as UTF-8 bytes, error correction M, in the smallest of versions 1 to 20 that holds
 * it: rows of modules, true is dark. Throws for more than 666 bytes.
 */
export function qrCode(text: string): boolean[][] {
  const bytes = [...Buffer.from(text)];
  const version = BLOCKS.findIndex((_, index) => bytes.length <= capacity(index + 1)) + 1;
  if (version === 0) throw new Error(`a QR code cannot hold ${bytes.length} bytes`);
  return QrGrid.withLeastPenalty(version, interleave(dataOf(bytes, version), version));
}

function blocksOf(version: number): { eccLength: number; count: number } {
  const [eccLength = 0, count = 1] = BLOCKS[version - 1] ?? [];
  return { eccLength, count };
}

/** How many codewords fit: all modules but those of patterns, format and version. */
function codewords(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const alignments = Math.floor(version / 7) + 2;
    modules -= (25 * alignments - 10) * alignments - 55;
  }
  if (version >= 7) modules -= 36;
  return Math.floor(modules / 8);
}

function dataLength(version: number): number {
  const { eccLength, count } = blocksOf(version);
  return codewords(version) - eccLength * count;
}

const lengthBits = (version: number) => (version < 10 ? 8 : 16);

/** How many bytes of text a version holds, beside mode and length. */
function capacity(version: number): number {
  return Math.floor((dataLength(version) * 8 - 4 - lengthBits(version)) / 8);
}

/** Mode, length, text, end and padding. */
function dataOf(bytes: readonly number[], version: number): number[] {
  const inBits = (value: number, length: number) => value.toString(2).padStart(length, '0');
  const text = bytes.map((byte) => inBits(byte, 8)).join('');
  const bits = inBits(BYTE_MODE, 4) + inBits(bytes.length, lengthBits(version)) + text;
  const most = dataLength(version) * 8;
  const ended = bits.padEnd(Math.min(bits.length + 4, most), '0');
  const whole = ended.padEnd(Math.ceil(ended.length / 8) * 8, '0');
  const data = (whole.match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2));
  for (let index = 0; data.length < dataLength(version); index += 1) data.push(PADDING[index % 2] ?? 0);
  return data;
}

/** Blocks with their error correction, read across (section 7.6). The last blocks may be one longer. */
function interleave(data: readonly number[], version: number): number[] {
  const { eccLength, count } = blocksOf(version);
  const shortLength = Math.floor(data.length / count);
  const longFrom = count - (data.length % count);
  const blocks: number[][] = [];
  for (let index = 0, from = 0; index < count; index += 1) {
    const length = shortLength + (index >= longFrom ? 1 : 0);
    blocks.push(data.slice(from, from + length));
    from += length;
  }
  const across = (rows: readonly number[][]) =>
    Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, at) =>
      rows.flatMap((row) => row[at] ?? []),
    ).flat();
  return [...across(blocks), ...across(blocks.map((block) => errorCorrection(block, eccLength)))];
}
