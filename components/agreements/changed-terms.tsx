import { namedTerms, type SomeTerms, sayTerm, TERM_LABELS, type Terms } from './term-words.ts';

type Props = { change: SomeTerms; from: Terms; now: number };

/** Terms that change, each with what it was. */
export function ChangedTerms({ change, from, now }: Props) {
  return (
    <ul className="terms-list">
      {namedTerms(change).map((name) => {
        const before = sayTerm(name, from, now);
        const after = sayTerm(name, change, now);
        return (
          <li key={name}>
            <b>{TERM_LABELS[name]}</b>
            <span>
              {after}
              {before === after ? null : (
                <>
                  {' '}
                  <s>
                    <span className="vh">instead of </span>
                    {before}
                  </s>
                </>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
