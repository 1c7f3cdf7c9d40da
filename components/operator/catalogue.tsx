import '../licenses/stack.css';
import './operator.css';
import { Archive, CircleCheck, Plus } from 'lucide-react';
import Link from 'next/link';
import type { Product } from '#lib/contract/products.ts';
import { PLATFORM_WORDS } from '../licenses/platform-words.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatDuration } from '../ui/format-duration.ts';
import { LinkButton } from '../ui/link-button.tsx';

const PATH = '/staff/operator/catalogue';

/** The products, those that are offered first; each leads to where it is changed. */
export function Catalogue({ products }: { products: readonly Product[] }) {
  return (
    <>
      <div className="title between">
        <h1>Catalogue</h1>
        <LinkButton href={`${PATH}/new`} look="primary">
          <Plus aria-hidden="true" />
          Add a product
        </LinkButton>
      </div>
      <p className="muted pretty operator-says">
        What teams can try and sales can agree on. Changes bear on new licenses; nothing here narrows a
        license in force.
      </p>
      {products.length === 0 ? (
        <EmptyState title="No product yet" says="Teams can create trials once there is one." />
      ) : (
        <table className="table op-table stack-tablet" style={{ marginTop: 20 }}>
          <thead>
            <tr>
              <th scope="col">Product</th>
              <th scope="col">State</th>
              <th scope="col">Current version</th>
              <th scope="col">Platforms</th>
              <th scope="col">Lease and grace</th>
              <th scope="col" className="last">
                On trial
              </th>
            </tr>
          </thead>
          <tbody>
            {products.map((product) => (
              <tr key={product.name}>
                <th scope="row">
                  <Link href={`${PATH}/${encodeURIComponent(product.name)}`}>{product.name}</Link>
                  <small>
                    {product.formerNames.length > 0
                      ? `Formerly ${product.formerNames.join(', ')}`
                      : product.description}
                  </small>
                </th>
                <td data-label="State">
                  {product.retiredAt === null ? (
                    <span className="state s-active">
                      <CircleCheck aria-hidden="true" />
                      Offered
                    </span>
                  ) : (
                    <span className="state s-expired">
                      <Archive aria-hidden="true" />
                      Retired
                    </span>
                  )}
                </td>
                <td data-label="Current version">{product.currentVersion}</td>
                <td data-label="Platforms" className="all">
                  {product.platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', ')}
                </td>
                <td data-label="Lease and grace">
                  {formatDuration(product.leaseSeconds)}, {formatDuration(product.graceSeconds)}
                </td>
                <td data-label="On trial" className="last">
                  {formatDuration(product.trialLeaseSeconds)}, {formatDuration(product.trialGraceSeconds)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
