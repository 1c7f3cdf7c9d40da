import { PageLoading } from '#components/ui/page-loading.tsx';

export default function HealthLoading() {
  return <PageLoading title="Health" />;
}
