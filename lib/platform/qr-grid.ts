import { penaltyOf } from './qr-penalty.ts';

/** Section 7.8.2, by number: which modules a mask inverts. */
const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
/** Level M in the format information (table 12). */
const LEVEL_M = 0b00;

/** The square of a QR code while it is drawn: fixed patterns first, then data around them. */
export class QrGrid {
  readonly #version: number;
  readonly #size: number;
  readonly #dark: boolean[][];
  /** Modules of patterns, format and version: data flows around them. */
  readonly #fixed: boolean[][];

  private constructor(version: number, mask: number) {
    this.#version = version;
    this.#size = 17 + 4 * version;
    const square = () =>
      Array.from({ length: this.#size }, () => Array.from({ length: this.#size }, () => false));
    this.#dark = square();
    this.#fixed = square();
    this.#drawPatterns();
    this.#drawFormat(mask);
    this.#drawVersion();
  }

  /** The modules with the mask that readers have least trouble with (section 7.8.3). */
  static withLeastPenalty(version: number, codewords: readonly number[]): boolean[][] {
    const drawn = MASKS.map((isInverted, mask) => {
      const grid = new QrGrid(version, mask);
      grid.#drawData(codewords, isInverted);
      return { modules: grid.#dark, penalty: penaltyOf(grid.#dark) };
    });
    const [best, ...others] = drawn;
    return (
      others.reduce((least, one) => (one.penalty < (least?.penalty ?? 0) ? one : least), best)?.modules ?? []
    );
  }

  #set(x: number, y: number, isDark: boolean): void {
    const [row, fixed] = [this.#dark[y], this.#fixed[y]];
    if (!row || !fixed || x < 0 || x >= this.#size) return;
    row[x] = isDark;
    fixed[x] = true;
  }

  #drawPatterns(): void {
    for (let at = 0; at < this.#size; at += 1) {
      this.#set(6, at, at % 2 === 0);
      this.#set(at, 6, at % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [this.#size - 4, 3],
      [3, this.#size - 4],
    ] as const)
      this.#drawFinder(x, y);
    const positions = this.#alignmentPositions();
    const last = positions.length - 1;
    positions.forEach((x, column) => {
      positions.forEach((y, row) => {
        const isFinder = (column === 0 && (row === 0 || row === last)) || (column === last && row === 0);
        if (!isFinder) this.#drawAlignment(x, y);
      });
    });
  }

  /** With its light border; what lies outside is not set. */
  #drawFinder(centerX: number, centerY: number): void {
    for (let dy = -4; dy <= 4; dy += 1)
      for (let dx = -4; dx <= 4; dx += 1) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        this.#set(centerX + dx, centerY + dy, ring !== 2 && ring !== 4);
      }
  }

  #drawAlignment(centerX: number, centerY: number): void {
    for (let dy = -2; dy <= 2; dy += 1)
      for (let dx = -2; dx <= 2; dx += 1)
        this.#set(centerX + dx, centerY + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }

  /** Annex E: evenly spaced from the far end, the first at 6. */
  #alignmentPositions(): number[] {
    if (this.#version === 1) return [];
    const count = Math.floor(this.#version / 7) + 2;
    const step = Math.floor((this.#version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
    const spaced = Array.from({ length: count - 1 }, (_, index) => this.#size - 7 - index * step);
    return [6, ...spaced.reverse()];
  }

  /** Level and mask, twice, with their own error correction (annex C). */
  #drawFormat(mask: number): void {
    const format = (LEVEL_M << 3) | mask;
    let remainder = format;
    for (let round = 0; round < 10; round += 1) remainder = (remainder << 1) ^ ((remainder >>> 9) * 0x537);
    const bits = ((format << 10) | remainder) ^ 0x5412;
    const isDark = (at: number) => ((bits >>> at) & 1) === 1;
    const far = this.#size - 1;
    for (let at = 0; at < 15; at += 1) {
      const near = at < 6 ? at : at < 8 ? at + 1 : 15 - at - (at === 8 ? 0 : 1);
      if (at < 8) this.#set(8, near, isDark(at));
      else this.#set(near, 8, isDark(at));
      if (at < 8) this.#set(far - at, 8, isDark(at));
      else this.#set(8, far - 14 + at, isDark(at));
    }
    this.#set(8, far - 7, true);
  }

  /** From version 7 on, twice, with its own error correction (annex D). */
  #drawVersion(): void {
    if (this.#version < 7) return;
    let remainder = this.#version;
    for (let round = 0; round < 12; round += 1) remainder = (remainder << 1) ^ ((remainder >>> 11) * 0x1f25);
    const bits = (this.#version << 12) | remainder;
    for (let at = 0; at < 18; at += 1) {
      const [a, b] = [this.#size - 11 + (at % 3), Math.floor(at / 3)];
      this.#set(a, b, ((bits >>> at) & 1) === 1);
      this.#set(b, a, ((bits >>> at) & 1) === 1);
    }
  }

  /** In columns of two from the right, up and down in turn, past the timing pattern (section 7.7.3). */
  #drawData(codewords: readonly number[], isInverted: (x: number, y: number) => boolean): void {
    let at = 0;
    for (let right = this.#size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      const isUpward = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.#size; step += 1)
        for (const x of [right, right - 1]) {
          const y = isUpward ? this.#size - 1 - step : step;
          const row = this.#dark[y];
          if (!row || this.#fixed[y]?.[x]) continue;
          const bit = ((codewords[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1;
          row[x] = (bit === 1) !== isInverted(x, y);
          at += 1;
        }
    }
  }
}
