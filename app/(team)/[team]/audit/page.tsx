import type { Metadata } from 'next';
import { orForbidden } from '#app/or-forbidden.ts';
import { auditInput, auditQuery, readAuditFilters } from '#components/audit/audit-filters.ts';
import { AuditLog } from '#components/audit/audit-log.tsx';
import { Forbidden } from '#components/ui/forbidden.tsx';
import { orNotFound } from '../or-not-found.ts';
import { teamMember } from '../team-member.ts';

type Props = {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'Audit log' };

export default async function TeamAuditPage({ params, searchParams }: Props) {
  const { team: slug } = await params;
  const filters = readAuditFilters(await searchParams);
  const { team, api } = await teamMember(slug);
  const first = await orForbidden(orNotFound(api.audit.ofTeam({ slug, ...auditInput(filters), limit: 50 })));
  if (!first.ok) return <Forbidden title="Audit log" says={first.says} />;
  return (
    <AuditLog
      key={auditQuery(filters)}
      slug={slug}
      path={`/${slug}/audit`}
      filters={filters}
      first={first.value}
      drawnAt={Date.now()}
      says={`What anybody did to ${team.name} and what belongs to it, newest first. Entries are never changed or removed.`}
    />
  );
}
