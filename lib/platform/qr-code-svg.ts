import { qrCode } from './qr-code.ts';

/** Section 6.3.8: four light modules all around, or readers do not find it. */
const QUIET = 4;

/**
 * A QR code as an SVG element, dark on light whatever the theme, which is how readers want it. Says nothing to whoever
 * cannot see it: what it holds must stand beside it as text.
 */
export function qrCodeSvg(text: string): string {
  const modules = qrCode(text);
  const size = modules.length + 2 * QUIET;
  const path = modules
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')))
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
}
