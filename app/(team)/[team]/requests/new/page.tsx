import type { Metadata } from 'next';
import { greyedFor } from '#components/licenses/greyed-for.ts';
import { RequestForm } from '#components/requests/request-form.tsx';
import { REQUEST_TYPES } from '#lib/domain/requests.ts';
import { orNotFound } from '../../or-not-found.ts';
import { teamMember } from '../../team-member.ts';

type Props = {
  params: Promise<{ team: string }>;
  searchParams: Promise<{ type?: string; license?: string }>;
};

export const metadata: Metadata = { title: 'New request' };

export default async function NewRequestPage({ params, searchParams }: Props) {
  const { team: slug } = await params;
  const { type, license } = await searchParams;
  const { team, api } = await teamMember(slug);
  const { items } = await orNotFound(api.licenses.list({ team: slug, limit: 200 }));
  return (
    <RequestForm
      team={slug}
      type={REQUEST_TYPES.find((one) => one === type) ?? 'production'}
      license={items.find((one) => one.id === license) ?? null}
      licenses={items}
      greyed={greyedFor('request.create', team.role)}
    />
  );
}
