import { along } from '#components/licenses/along.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { Section } from '#components/ui/section.tsx';
import { sharesOf } from './shares-of.ts';

type Props = {
  title: string;
  says: string;
  parts: readonly { name: string; count: number; isBad?: boolean }[];
  isMono?: boolean;
};

/** Parts of a whole as a list of bars, each with its share. */
export function Shares({ title, says, parts, isMono = false }: Props) {
  const shares = sharesOf(parts);
  const bad = new Set(parts.filter((part) => part.isBad).map((part) => part.name));
  return (
    <Section title={title} says={shares.length === 0 ? 'No check in the last 7 days.' : says} inner>
      <ul>
        {shares.map(({ name, count, percent }) => (
          <li key={name} className="share" title={`${formatNumber(count)} checks`}>
            <span className={isMono && name !== 'other' ? 'mono' : undefined}>{name}</span>
            <i
              className={bad.has(name) ? 'bad' : undefined}
              style={{ ...along(0), ['--w' as string]: percent }}
            />
            <span className="num">{percent}%</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
