import type { Metadata } from 'next';
import { RequestList } from '#components/requests/request-list.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { orNotFound } from '../../or-not-found.ts';
import { teamMember } from '../../team-member.ts';

type Props = { params: Promise<{ team: string }>; searchParams: Promise<{ show?: string }> };

export const metadata: Metadata = { title: 'Requests' };

export default async function RequestsPage({ params, searchParams }: Props) {
  const { team: slug } = await params;
  const shown = (await searchParams).show === 'all' ? 'all' : 'waiting';
  const { api } = await teamMember(slug);
  const state = shown === 'waiting' ? ({ state: 'waiting' } as const) : {};
  const first = await orNotFound(api.requests.list({ team: slug, limit: 50, ...state }));
  return (
    <RequestList
      key={shown}
      base={`/${slug}/requests`}
      team={slug}
      shown={shown}
      first={first}
      drawnAt={Date.now()}
      action={
        <LinkButton look="primary" href={`/${slug}/requests/new`}>
          New request
        </LinkButton>
      }
    />
  );
}
