'use client';

import './banners.css';
import { useQuery } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { api } from '#components/api.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { More } from '#components/ui/more.tsx';
import { State } from '#components/ui/state.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { Banner } from '#lib/contract/notices.ts';
import { type BannerWords, bannerWords } from './banner-words.ts';

const REFRESH_MS = 30_000;
/** More than this are folded away: the page below must be seen. */
const MOST_OPEN = 3;

type Props = { team: string; initial: readonly Banner[]; vendorName: string; drawnAt: number };

/** What the whole team must know, above every page of the team. Nobody can put it away: it goes when it is over. */
export function Banners({ team, initial, vendorName, drawnAt }: Props) {
  const now = useNow(drawnAt);
  const here = usePathname();
  const { data } = useQuery({
    ...api.notices.banners.queryOptions({ input: { slug: team } }),
    initialData: { items: [...initial] },
    refetchInterval: REFRESH_MS,
  });
  const shown = data.items
    .map((banner) => bannerWords(banner, { team, now }))
    // The home of the team and the page of a locked license say it themselves.
    .filter(
      ({ state, href }) =>
        state !== 'locked' || !(here === `/${team}` || here === href || here.startsWith(`${href}/`)),
    );
  const more = shown.length - MOST_OPEN;
  return (
    <section
      aria-label="Notices to the team"
      aria-live="polite"
      className="banners"
      hidden={shown.length === 0}
    >
      <ul>
        {shown.slice(0, MOST_OPEN).map((words) => (
          <BannerItem key={words.id} words={words} here={here} vendorName={vendorName} />
        ))}
      </ul>
      {more > 0 ? (
        <More summary={`${more} more`}>
          <ul>
            {shown.slice(MOST_OPEN).map((words) => (
              <BannerItem key={words.id} words={words} here={here} vendorName={vendorName} />
            ))}
          </ul>
        </More>
      ) : null}
    </section>
  );
}

type ItemProps = { words: BannerWords; here: string; vendorName: string };

function BannerItem({ words, here, vendorName }: ItemProps) {
  const { state, word, headline, says, message, href, action } = words;
  return (
    <li className={`banner b-${state}`}>
      <State of={state} word={word} />
      <div>
        <p className="what">{headline}</p>
        <p>{says}</p>
        {message ? (
          <More summary={`What ${vendorName} writes`}>
            <p className="message">{message}</p>
          </More>
        ) : null}
      </div>
      {here === href ? null : (
        <LinkButton href={href} size="sm">
          {action}
        </LinkButton>
      )}
    </li>
  );
}
