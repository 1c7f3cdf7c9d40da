import type { Metadata } from 'next';
import { Catalogue } from '#components/operator/catalogue.tsx';
import { operatorApi } from '../operator.ts';

export const metadata: Metadata = { title: 'Catalogue' };

export default async function CataloguePage() {
  const api = await operatorApi();
  if (!api) return null;
  return <Catalogue products={(await api.products.list({ retired: 'true' })).items} />;
}
