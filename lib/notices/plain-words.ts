/** Longer names are cut: a mail is no place for somebody else's message. */
const LONGEST = 60;

/**
 * A name that somebody typed, as a mail may show it. Mails go to addresses whose owner may not have asked for them, so
 * nobody can make us carry a link or a message: what mail programs turn into links is taken apart, the rest stays.
 */
export function plainWords(name: string): string {
  const words = name
    .replace(/[:/\\@<>]+/g, ' ')
    .replace(/\.(?=\S)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const letters = [...words];
  return letters.length <= LONGEST ? words : `${letters.slice(0, LONGEST).join('').trim()}...`;
}
