/** GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1 (ISO/IEC 18004 section 7.5.2). */
const FIELD = 0x11d;

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * FIELD);
    if ((b >>> bit) & 1) product ^= a;
  }
  return product;
}

/** The generator polynomial of a degree, without its leading 1, highest power first. */
function generator(degree: number): number[] {
  let coefficients: number[] = [1];
  let root = 1;
  for (let power = 0; power < degree; power += 1) {
    const shifted = [...coefficients, 0];
    const factor = root;
    coefficients = shifted.map((value, index) => value ^ multiply(coefficients[index - 1] ?? 0, factor));
    root = multiply(root, 2);
  }
  return coefficients.slice(1);
}

/** The error correction codewords of a block of data: what remains of it divided by the generator polynomial. */
export function errorCorrection(block: readonly number[], degree: number): number[] {
  const divisor = generator(degree);
  let remainder: number[] = Array.from({ length: degree }, () => 0);
  for (const byte of block) {
    const factor = byte ^ (remainder[0] ?? 0);
    remainder = divisor.map(
      (coefficient, index) => (remainder[index + 1] ?? 0) ^ multiply(coefficient, factor),
    );
  }
  return remainder;
}
