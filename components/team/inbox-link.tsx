'use client';

import { useQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import Link from 'next/link';
import { api } from '#components/api.ts';

const REFRESH_MS = 30_000;
/** Whoever follows a line of the inbox leaves it while that is being marked as read: asked again soon. */
const FIRST_REFRESH_MS = 2_000;
/** As far as the server counts. */
const MOST = 100;

/** The way to the inbox, with how many are unread. */
export function InboxLink({ here }: { here: string }) {
  const { data } = useQuery({
    ...api.inbox.list.queryOptions({ input: { limit: 1 } }),
    refetchInterval: ({ state }) => (state.dataUpdateCount < 2 ? FIRST_REFRESH_MS : REFRESH_MS),
  });
  const unread = data?.unread ?? 0;
  return (
    <Link href="/account/inbox" aria-current={here === '/account/inbox' ? 'page' : undefined}>
      <Inbox aria-hidden="true" />
      Inbox
      {unread > 0 ? (
        <span className="count">
          {unread >= MOST ? `${MOST}+` : unread}
          <span className="vh"> unread</span>
        </span>
      ) : null}
    </Link>
  );
}
