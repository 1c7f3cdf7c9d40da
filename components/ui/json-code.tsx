/** JSON with its strings in the link colour and its braces quiet, as in the reference screens. */
export function JsonCode({ text }: { text: string }) {
  const parts = text.split(/("(?:[^"\\]|\\.)*"(?=\s*:)|"(?:[^"\\]|\\.)*"|[{}[\]]|\/\/.*$)/m);
  let at = 0;
  return parts.map((part) => {
    const key = at;
    at += part.length;
    const rest = text.slice(at);
    if (/^[{}[\]]$/.test(part) || part.startsWith('//'))
      return (
        <span key={key} className="p">
          {part}
        </span>
      );
    if (part.startsWith('"') && !/^\s*:/.test(rest))
      return (
        <span key={key} className="s">
          {part}
        </span>
      );
    return part;
  });
}
