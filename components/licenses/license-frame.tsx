'use client';

import './license.css';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { LiveMark } from '#components/ui/live-mark.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { Lease, License } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { greyedFor } from './greyed-for.ts';
import { LicenseFacts } from './license-facts.tsx';
import { LicenseHead } from './license-head.tsx';
import { LicenseStateAnswer } from './license-state.tsx';
import type { MaskedKey } from './masked-key.ts';
import { useLiveLeases, useLiveLicense } from './use-live-license.ts';

type Props = {
  license: License;
  leases: readonly Lease[];
  catalogue: readonly Product[];
  masked: MaskedKey | null;
  team: { slug: string; role: TeamRole | null };
  vendor: { name: string; supportUrl: string };
  drawnAt: number;
  children: ReactNode;
};

/** What stays the same on all tabs of a license: name, state, facts, tabs. Follows what happens to it. */
export function LicenseFrame({
  license: initial,
  leases: initialLeases,
  catalogue,
  masked,
  team,
  vendor,
  drawnAt,
  children,
}: Props) {
  const now = useNow(drawnAt);
  const path = usePathname();
  const { license, isLive } = useLiveLicense(initial);
  const leases = useLiveLeases(license.id, initialLeases);
  const page = `/${team.slug}/licenses/${license.id}`;
  const tabs = [
    { href: page, name: 'Overview' },
    { href: `${page}/key`, name: 'Key' },
    { href: `${page}/identifiers`, name: 'Identifiers', count: license.apps.length },
    { href: `${page}/checks`, name: 'Checks' },
    { href: `${page}/timeline`, name: 'Timeline' },
  ];
  return (
    <>
      <Crumbs
        trail={[{ href: `/${team.slug}/licenses`, name: 'Licenses' }]}
        here={license.name}
        end={<LiveMark isLive={isLive} />}
      />
      <LicenseHead license={license} renameGreyed={greyedFor('license.rename', team.role)} />
      <LicenseStateAnswer
        license={license}
        leases={leases}
        team={team.slug}
        role={team.role}
        vendor={vendor}
        now={now}
      />
      <LicenseFacts
        license={license}
        leases={leases}
        catalogue={catalogue}
        masked={masked}
        keyGreyed={greyedFor('license.read-key', team.role)}
        place={`/${team.slug}`}
        now={now}
      />
      <Tabs label="License" tabs={tabs} current={path} />
      {children}
    </>
  );
}
