'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import Link from 'next/link';
import { agreementHref } from '#components/agreements/agreement-href.ts';
import { api } from '#components/api.ts';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { formatDuration } from '#components/ui/format-duration.ts';
import { formatInstant, formatSince } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { GreyedButton } from '#components/ui/greyed-button.tsx';
import type { Lease, License } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { MaskedKey } from './masked-key.ts';
import { PLATFORM_WORDS } from './platform-words.ts';

type Props = {
  license: License;
  leases: readonly Lease[];
  catalogue: readonly Product[];
  masked: MaskedKey | null;
  keyGreyed: string | null;
  /** Before `/agreements` in addresses; left out where the agreement is named elsewhere. */
  place?: string;
  now: Instant;
};

/** What a license covers and how it is used, in a row. */
export function LicenseFacts({ license, leases, catalogue, masked, keyGreyed, place, now }: Props) {
  const queries = useQueryClient();
  const running = leases.reduce((sum, lease) => sum + lease.running, 0);
  const last =
    leases
      .map((lease) => lease.lastLeaseAt ?? '')
      .toSorted()
      .at(-1) ?? '';
  const products = license.products.map((name) =>
    `${name} ${catalogue.find((product) => product.name === name)?.currentVersion ?? ''}`.trim(),
  );

  async function fetchKey() {
    return (await queries.fetchQuery(api.licenses.key.queryOptions({ input: { id: license.id } }))).key;
  }

  return (
    <Facts
      facts={[
        {
          name: license.products.length === 1 ? 'Product' : 'Products',
          value: <span className="wrap">{products.join(', ')}</span>,
        },
        {
          name: 'Platforms',
          value: (
            <span className="wrap">
              {license.platforms.map((platform) => PLATFORM_WORDS[platform].name).join(', ')}
            </span>
          ),
        },
        {
          name: 'Lease, then grace',
          value: `${formatDuration(license.leaseSeconds)}, then ${formatDuration(license.graceSeconds)}`,
        },
        ...(license.agreement === null || place === undefined
          ? []
          : [
              {
                name: 'Agreement',
                value: <Link href={agreementHref(license.agreement, place)}>{license.agreement}</Link>,
              },
            ]),
        { name: 'Leases running', value: formatNumber(running) },
        {
          name: 'Last lease',
          value:
            last === '' ? (
              'None yet'
            ) : (
              <time dateTime={last} title={formatInstant(last, { now })}>
                {formatSince(last, now)}
                <span className="vh">, {formatInstant(last, { now })}</span>
              </time>
            ),
        },
        {
          name: 'License key',
          value: (
            <span className="row" style={{ gap: 2 }}>
              <code>{masked?.short ?? '••••••••'}</code>
              {keyGreyed === null ? (
                <CopyButton text={fetchKey} label="Copy license key" className="low" />
              ) : (
                <GreyedButton className="btn icon low" reason={keyGreyed} label="Copy license key">
                  <Lock aria-hidden="true" />
                </GreyedButton>
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
