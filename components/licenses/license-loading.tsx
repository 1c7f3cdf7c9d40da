'use client';

import './license.css';
import { useParams } from 'next/navigation';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { TabLoading } from './tab-loading.tsx';

const FACTS = ['Product', 'Platforms', 'Lease, then grace', 'Leases running', 'Last lease', 'License key'];

/** The shape of a license's page while it is read: heads and tabs are there from the start. */
export function LicenseLoading() {
  const { team, id } = useParams<{ team: string; id: string }>();
  const page = `/${team}/licenses/${id}`;
  return (
    <>
      <Crumbs trail={[{ href: `/${team}/licenses`, name: 'Licenses' }]} here={id} />
      <h1 className="vh">License {id}</h1>
      <div className="loading" role="status">
        <span className="vh">Loading</span>
        <div className="title" style={{ minHeight: 28 }}>
          <Skeleton width="min(420px, 90%)" height={20} />
        </div>
        <div className="answer" style={{ alignItems: 'start', minHeight: 158 }}>
          <div>
            <Skeleton width={96} height={16} />
            <div style={{ margin: '14px 0' }}>
              <Skeleton width="min(380px, 90%)" height={28} />
            </div>
            <Skeleton width="min(440px, 100%)" />
          </div>
        </div>
      </div>
      <Facts facts={FACTS.map((name) => ({ name, value: <Skeleton width={72} height={20} /> }))} />
      <Tabs
        label="License"
        tabs={[
          { href: page, name: 'Overview' },
          { href: `${page}/key`, name: 'Key' },
          { href: `${page}/identifiers`, name: 'Identifiers' },
          { href: `${page}/checks`, name: 'Checks' },
        ]}
        current={page}
      />
      <TabLoading />
    </>
  );
}
