import { PageLoading } from '#components/ui/page-loading.tsx';

export default function CatalogueLoading() {
  return <PageLoading title="Catalogue" />;
}
