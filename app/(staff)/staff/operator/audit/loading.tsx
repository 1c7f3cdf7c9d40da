import { PageLoading } from '#components/ui/page-loading.tsx';

export default function AuditlogLoading() {
  return <PageLoading title="Audit log" />;
}
