import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ProductPage } from '#components/operator/product-page.tsx';
import { operatorApi } from '../../operator.ts';

type Props = { params: Promise<{ product: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).product) };
}

export default async function EditProductPage({ params }: Props) {
  const name = decodeURIComponent((await params).product);
  const api = await operatorApi();
  if (!api) return null;
  const { items } = await api.products.list({ retired: 'true' });
  const product = items.find((one) => one.name === name);
  if (!product) notFound();
  return <ProductPage product={product} />;
}
