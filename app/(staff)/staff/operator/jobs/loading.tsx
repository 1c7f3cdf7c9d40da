import { PageLoading } from '#components/ui/page-loading.tsx';

export default function JobsLoading() {
  return <PageLoading title="Jobs" />;
}
