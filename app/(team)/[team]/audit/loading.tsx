import { PageLoading } from '#components/ui/page-loading.tsx';

export default function AuditLoading() {
  return <PageLoading title="Audit log" />;
}
