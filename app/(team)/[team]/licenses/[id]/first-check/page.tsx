import type { Metadata } from 'next';
import { FirstCheck } from '#components/licenses/first-check.tsx';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { licensePage } from '../license-page.ts';

type Props = { params: Promise<{ team: string; id: string }> };

export const metadata: Metadata = { title: 'First check' };

export default async function FirstCheckPage({ params }: Props) {
  const { team: slug, id } = await params;
  const { team, license, leases, catalogue, masked } = await licensePage(slug, id);
  const list = `/${slug}/licenses`;
  return (
    <>
      <Crumbs
        trail={[
          { href: list, name: 'Licenses' },
          { href: `${list}/${id}`, name: license.name },
        ]}
        here="First check"
      />
      <FirstCheck
        license={license}
        leases={leases}
        catalogue={catalogue}
        masked={masked}
        team={team}
        appUrl={vendor().appUrl}
        drawnAt={Date.now()}
      />
    </>
  );
}
