import type { Product } from '#lib/contract/products.ts';
import { Crumbs } from '../ui/crumbs.tsx';
import { ProductForm } from './product-form.tsx';
import { RetireProduct } from './retire-product.tsx';

const TRAIL = [{ href: '/staff/operator/catalogue', name: 'Catalogue' }];

/** One product: what it is called and was, its terms, and whether it is offered. Null: a new one. */
export function ProductPage({ product }: { product: Product | null }) {
  const title = product?.name ?? 'Add a product';
  return (
    <>
      <Crumbs trail={TRAIL} here={title} />
      <div className="title between">
        <h1>{title}</h1>
        {product ? <RetireProduct product={product} /> : null}
      </div>
      {product ? (
        <p className="muted pretty operator-says">
          {product.retiredAt === null
            ? 'Offered to teams and sales.'
            : 'Retired: no longer offered. Its licenses run on.'}
          {product.formerNames.length > 0
            ? ` Devices may also say ${product.formerNames.join(', ')}, as it was called before.`
            : ''}
        </p>
      ) : null}
      <ProductForm key={product?.version ?? 'new'} product={product} />
    </>
  );
}
