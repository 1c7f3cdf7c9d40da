import type { Metadata } from 'next';
import { mustBeSignedIn } from '#app/signed-in.ts';
import { InboxList } from '#components/account/inbox-list.tsx';
import { serverApi } from '#lib/api/in-process.ts';

export const metadata: Metadata = { title: 'Inbox' };

type Props = { searchParams: Promise<{ show?: string | string[] }> };

export default async function InboxPage({ searchParams }: Props) {
  await mustBeSignedIn('/account/inbox');
  const show = (await searchParams).show === 'unread' ? 'unread' : 'all';
  const api = await serverApi();
  const first = await api.inbox.list({ show, limit: 50 });
  return <InboxList key={show} show={show} first={first} />;
}
