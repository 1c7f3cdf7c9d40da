import type { Metadata } from 'next';
import { ProductPage } from '#components/operator/product-page.tsx';
import { operatorApi } from '../../operator.ts';

export const metadata: Metadata = { title: 'Add a product' };

export default async function NewProductPage() {
  return (await operatorApi()) ? <ProductPage product={null} /> : null;
}
