import type { CSSProperties } from 'react';

/** From where to where on a scale, in percent: read by `.lane i` and its like (pictures.css). */
export function along(from: number, to = from): CSSProperties {
  return { '--a': from, '--b': to } as CSSProperties;
}
