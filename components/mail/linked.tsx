import type { ReactNode } from 'react';

/** A plain text with its addresses as links. */
export function linked(text: string): ReactNode[] {
  let at = 0;
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/).map((part) => {
    const key = at;
    at += part.length;
    return /^https?:\/\//.test(part) ? (
      <a key={key} href={part}>
        {part}
      </a>
    ) : (
      part
    );
  });
}
