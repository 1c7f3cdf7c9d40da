import type { Metadata } from 'next';
import { auditInput, auditQuery, readAuditFilters } from '#components/audit/audit-filters.ts';
import { AuditLog } from '#components/audit/audit-log.tsx';
import { operatorApi } from '../operator.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Audit log' };

export default async function AuditPage({ searchParams }: Props) {
  const filters = readAuditFilters(await searchParams);
  const api = await operatorApi();
  if (!api) return null;
  return (
    <AuditLog
      key={auditQuery(filters)}
      slug={null}
      path="/staff/operator/audit"
      filters={filters}
      first={await api.audit.all({ ...auditInput(filters), limit: 50 })}
      drawnAt={Date.now()}
      says={
        <>
          Every change by anybody, newest first. Entries are chained and signed within seconds; to prove that
          none was changed or cut off: <code>npx leasehold audit verify</code>
        </>
      }
    />
  );
}
