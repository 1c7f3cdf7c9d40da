/** A text in which what was typed stands out, wherever it is; as it is when it is not in it. */
export function Marked({ text, typed }: { text: string; typed: string }) {
  const words = typed.trim().toLowerCase();
  const at = words === '' ? -1 : text.toLowerCase().indexOf(words);
  if (at < 0) return text;
  const end = at + words.length;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  );
}
